"""Why a barrier is there, and what cures it: training cures only want of knowledge or practice."""

from enum import StrEnum

from workshops.core.text import N_


class Cure(StrEnum):
    """Where a barrier leads: the deliverable that takes it up."""

    TRAINING = "training"
    SUPERVISION = "supervision"
    MANAGEMENT = "management"
    ROADMAP = "roadmap"
    POLICY = "policy"
    EXPECTATIONS = "expectations"

    @property
    def label(self) -> str:
        """The name of the deliverable, as a message id."""
        return _CURE_LABELS[self]


_CURE_LABELS = {
    Cure.TRAINING: N_("Training proposal"),
    Cure.SUPERVISION: N_("Supervision proposal"),
    Cure.MANAGEMENT: N_("Memo on what managers must do"),
    Cure.ROADMAP: N_("Implementation roadmap"),
    Cure.POLICY: N_("Policy brief"),
    Cure.EXPECTATIONS: N_("Map of citizens’ expectations"),
}


class Cause(StrEnum):
    """Why a barrier is there; the cause chooses the cure."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    JUDGEMENT = "judgement"
    CONFIDENCE = "confidence"
    EMOTIONAL_LOAD = "emotional_load"
    UNEVEN_PRACTICE = "uneven_practice"
    MANDATE = "mandate"
    PRIORITY = "priority"
    INCENTIVE = "incentive"
    CAPACITY = "capacity"
    PROCESS = "process"
    TOOL = "tool"
    DATA = "data"
    RULE = "rule"
    EXPECTATION_GAP = "expectation_gap"

    @property
    def label(self) -> str:
        """The words for a person, as a message id."""
        return _CAUSE_LABELS[self]

    @property
    def explanation(self) -> str:
        """When to choose it, as a message id."""
        return _EXPLANATIONS[self]

    @property
    def cure(self) -> Cure:
        """The deliverable that takes it up."""
        return _CURES[self]


_CAUSE_LABELS = {
    Cause.KNOWLEDGE: N_("Knowledge: does not know"),
    Cause.SKILL: N_("Skill: cannot yet"),
    Cause.JUDGEMENT: N_("Judgement: hard calls"),
    Cause.CONFIDENCE: N_("Confidence: unsure of doing right"),
    Cause.EMOTIONAL_LOAD: N_("Emotional load: the work wears"),
    Cause.UNEVEN_PRACTICE: N_("Uneven practice: colleagues differ"),
    Cause.MANDATE: N_("Mandate: not allowed to"),
    Cause.PRIORITY: N_("Priority: not important enough"),
    Cause.INCENTIVE: N_("Incentive: does not pay"),
    Cause.CAPACITY: N_("Capacity: no time"),
    Cause.PROCESS: N_("Process: the work is in the way"),
    Cause.TOOL: N_("Tool: the system is in the way"),
    Cause.DATA: N_("Data: missing or wrong"),
    Cause.RULE: N_("Rule: law or guideline in the way"),
    Cause.EXPECTATION_GAP: N_("Expectation gap: citizens expected something else"),
}

_EXPLANATIONS = {
    Cause.KNOWLEDGE: N_("They have not been told or taught what they need to know."),
    Cause.SKILL: N_("They know what to do, but have not practised it enough to do it."),
    Cause.JUDGEMENT: N_("They can, but the single case leaves room for doubt every time."),
    Cause.CONFIDENCE: N_("They can, but do not dare to without somebody behind them."),
    Cause.EMOTIONAL_LOAD: N_("The conversations wear them down, whatever they know."),
    Cause.UNEVEN_PRACTICE: N_("Two colleagues would treat the same case differently."),
    Cause.MANDATE: N_("They would, but have no leave to decide it."),
    Cause.PRIORITY: N_("They may, but other targets count for more."),
    Cause.INCENTIVE: N_("Their unit is paid or measured in a way that speaks against it."),
    Cause.CAPACITY: N_("There are too few hours or hands for it."),
    Cause.PROCESS: N_("The order of the work or a hand-over stands in the way."),
    Cause.TOOL: N_("The system cannot do it, or makes it hard."),
    Cause.DATA: N_("What they need to see is missing, late or wrong."),
    Cause.RULE: N_("A law, an order or a guideline forbids it or demands otherwise."),
    Cause.EXPECTATION_GAP: N_(
        "The service does what it should, but citizens were led to expect more."
    ),
}

_CURES = {
    Cause.KNOWLEDGE: Cure.TRAINING,
    Cause.SKILL: Cure.TRAINING,
    Cause.JUDGEMENT: Cure.SUPERVISION,
    Cause.CONFIDENCE: Cure.SUPERVISION,
    Cause.EMOTIONAL_LOAD: Cure.SUPERVISION,
    Cause.UNEVEN_PRACTICE: Cure.SUPERVISION,
    Cause.MANDATE: Cure.MANAGEMENT,
    Cause.PRIORITY: Cure.MANAGEMENT,
    Cause.INCENTIVE: Cure.MANAGEMENT,
    Cause.CAPACITY: Cure.MANAGEMENT,
    Cause.PROCESS: Cure.ROADMAP,
    Cause.TOOL: Cure.ROADMAP,
    Cause.DATA: Cure.ROADMAP,
    Cause.RULE: Cure.POLICY,
    Cause.EXPECTATION_GAP: Cure.EXPECTATIONS,
}
