"""The fixed words of deliverables."""

from enum import StrEnum

from workshops.core.text import N_
from workshops.core.words import Worded


class DeliverableKind(Worded):
    """What the lab delivers, the two proposals first."""

    TRAINING = "training", N_("Training proposal")
    SUPERVISION = "supervision", N_("Supervision proposal")
    MANAGEMENT_MEMO = "management_memo", N_("Memo on what managers must do")
    ROADMAP = "roadmap", N_("Implementation roadmap")
    POLICY_BRIEF = "policy_brief", N_("Policy brief")
    EXPECTATION_MAP = "expectation_map", N_("Map of citizens’ expectations")
    EXPERIMENT_REPORT = "experiment_report", N_("Experiment report")
    WORKSHOP_REPORT = "workshop_report", N_("Workshop report")
    DECISION_LOG = "decision_log", N_("Decision log")
    BENEFITS_SHEET = "benefits_sheet", N_("Benefits sheet")
    HANDOVER = "handover", N_("Hand-over document")

    @property
    def purpose(self) -> str:
        """What it is for, in one sentence, as a message id."""
        return _KIND_PURPOSES[self]


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


class DeliverableState(Worded):
    """Where a deliverable stands; after being issued it can be taken up as a draft again."""

    DRAFT = "draft", N_("Being written")
    IN_REVIEW = "in_review", N_("In review")
    APPROVED = "approved", N_("Approved")
    ISSUED = "issued", N_("Issued")


class Verdict(Worded):
    """What a reviewer at the agency says in the end."""

    APPROVED = "approved", N_("Approved by the agency")
    CHANGES_WANTED = "changes_wanted", N_("The agency asks for changes")


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
