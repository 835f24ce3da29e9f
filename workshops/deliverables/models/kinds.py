"""The fixed words of deliverables."""

from enum import StrEnum

from workshops.core.text import N_


class DeliverableKind(StrEnum):
    """What the lab delivers, the two proposals first."""

    TRAINING = "training"
    SUPERVISION = "supervision"
    MANAGEMENT_MEMO = "management_memo"
    ROADMAP = "roadmap"
    POLICY_BRIEF = "policy_brief"
    EXPECTATION_MAP = "expectation_map"
    EXPERIMENT_REPORT = "experiment_report"
    WORKSHOP_REPORT = "workshop_report"
    DECISION_LOG = "decision_log"
    BENEFITS_SHEET = "benefits_sheet"
    HANDOVER = "handover"

    @property
    def label(self) -> str:
        """The name for a person, as a message id."""
        return _KIND_LABELS[self]

    @property
    def purpose(self) -> str:
        """What it is for, in one sentence, as a message id."""
        return _KIND_PURPOSES[self]


_KIND_LABELS = {
    DeliverableKind.TRAINING: N_("Training proposal"),
    DeliverableKind.SUPERVISION: N_("Supervision proposal"),
    DeliverableKind.MANAGEMENT_MEMO: N_("Memo on what managers must do"),
    DeliverableKind.ROADMAP: N_("Implementation roadmap"),
    DeliverableKind.POLICY_BRIEF: N_("Policy brief"),
    DeliverableKind.EXPECTATION_MAP: N_("Map of citizens’ expectations"),
    DeliverableKind.EXPERIMENT_REPORT: N_("Experiment report"),
    DeliverableKind.WORKSHOP_REPORT: N_("Workshop report"),
    DeliverableKind.DECISION_LOG: N_("Decision log"),
    DeliverableKind.BENEFITS_SHEET: N_("Benefits sheet"),
    DeliverableKind.HANDOVER: N_("Hand-over document"),
}

_KIND_PURPOSES = {
    DeliverableKind.TRAINING: N_(
        "Which roles must learn what, at which level, and how one sees that they can."
    ),
    DeliverableKind.SUPERVISION: N_(
        "How practitioners get somebody to think with, about which situations, and how often."
    ),
    DeliverableKind.MANAGEMENT_MEMO: N_(
        "What managers must decide, free time for and follow up, without which the rest fails."
    ),
    DeliverableKind.ROADMAP: N_("Who does what, in which order, until the change is in use."),
    DeliverableKind.POLICY_BRIEF: N_("Options for a decision, with what speaks for and against."),
    DeliverableKind.EXPECTATION_MAP: N_(
        "What citizens expect along the service, and what they meet today."
    ),
    DeliverableKind.EXPERIMENT_REPORT: N_(
        "What was tried, by which rule, what came out and what was decided."
    ),
    DeliverableKind.WORKSHOP_REPORT: N_("Who met, what was said and what it led to."),
    DeliverableKind.DECISION_LOG: N_("Every decision with its grounds, for the file."),
    DeliverableKind.BENEFITS_SHEET: N_("What is gained and what it costs, and who gains and pays."),
    DeliverableKind.HANDOVER: N_("What the agency takes over, and what is still open."),
}


class DeliverableState(StrEnum):
    """Where a deliverable stands; after being issued it can be taken up as a draft again."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    DeliverableState.DRAFT: N_("Being written"),
    DeliverableState.IN_REVIEW: N_("In review"),
    DeliverableState.APPROVED: N_("Approved"),
    DeliverableState.ISSUED: N_("Issued"),
}


class Verdict(StrEnum):
    """What a reviewer at the agency says in the end."""

    APPROVED = "approved"
    CHANGES_WANTED = "changes_wanted"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.APPROVED: N_("Approved by the agency"),
    Verdict.CHANGES_WANTED: N_("The agency asks for changes"),
}


class RenderState(StrEnum):
    """Where the making of a version's files stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class FileFormat(StrEnum):
    """The forms in which a version can be fetched."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        """What browsers call it."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
