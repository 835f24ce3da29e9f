"""Why a barrier is there, and what cures it: training cures only want of knowledge or practice."""

from workshops.core.text import N_
from workshops.core.words import Worded


class Cure(Worded):
    """Where a barrier leads: the deliverable that takes it up."""

    TRAINING = "training", N_("Training proposal")
    SUPERVISION = "supervision", N_("Supervision proposal")
    MANAGEMENT = "management", N_("Memo on what managers must do")
    ROADMAP = "roadmap", N_("Implementation roadmap")
    POLICY = "policy", N_("Policy brief")
    EXPECTATIONS = "expectations", N_("Map of citizens’ expectations")


class Cause(Worded):
    """Why a barrier is there; the cause chooses the cure."""

    KNOWLEDGE = "knowledge", N_("Knowledge: does not know")
    SKILL = "skill", N_("Skill: cannot yet")
    JUDGEMENT = "judgement", N_("Judgement: hard calls")
    CONFIDENCE = "confidence", N_("Confidence: unsure of doing right")
    EMOTIONAL_LOAD = "emotional_load", N_("Emotional load: the work wears")
    UNEVEN_PRACTICE = "uneven_practice", N_("Uneven practice: colleagues differ")
    MANDATE = "mandate", N_("Mandate: not allowed to")
    PRIORITY = "priority", N_("Priority: not important enough")
    INCENTIVE = "incentive", N_("Incentive: does not pay")
    CAPACITY = "capacity", N_("Capacity: no time")
    PROCESS = "process", N_("Process: the work is in the way")
    TOOL = "tool", N_("Tool: the system is in the way")
    DATA = "data", N_("Data: missing or wrong")
    RULE = "rule", N_("Rule: law or guideline in the way")
    EXPECTATION_GAP = "expectation_gap", N_("Expectation gap: citizens expected something else")

    @property
    def explanation(self) -> str:
        """When to choose it, as a message id."""
        return _EXPLANATIONS[self]

    @property
    def cure(self) -> Cure:
        """The deliverable that takes it up."""
        return _CURES[self]


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
