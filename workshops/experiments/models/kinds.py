"""The fixed words of experiments."""

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.experiments.models.causes import Cause, Cure

__all__ = [
    "EMPTY_GUARDRAIL",
    "EVIDENCE_LEVELS",
    "SKILL_LEVELS",
    "Better",
    "Cause",
    "ConceptState",
    "Cure",
    "Decision",
    "ExperimentKind",
    "ExperimentState",
    "Operator",
    "Payer",
]


class ConceptState(Worded):
    """Where a concept stands; it goes to test only with an expectation that it answers."""

    IDEA = "idea", N_("Idea")
    READY = "ready", N_("Ready for test")
    IN_TEST = "in_test", N_("In test")
    TESTED = "tested", N_("Tested")
    DROPPED = "dropped", N_("Dropped")


class ExperimentState(Worded):
    """Where an experiment stands; from `registered` on its plan is locked."""

    IDEA = "idea", N_("Idea")
    DESIGNED = "designed", N_("Designed")
    REGISTERED = "registered", N_("Registered")
    RUNNING = "running", N_("Running")
    CONCLUDED = "concluded", N_("Concluded")
    DECIDED = "decided", N_("Decided")
    FOLLOWED_UP = "followed_up", N_("Followed up")
    ABANDONED = "abandoned", N_("Abandoned")


class ExperimentKind(Worded):
    """From a probe to a randomised test."""

    PROBE = "probe", N_("Probe")
    TRIAL_AND_ERROR = "trial_and_error", N_("Trial and error")
    BEFORE_AFTER = "before_after", N_("Before and after")
    COMPARISON = "comparison", N_("Comparison group")
    RANDOMISED = "randomised", N_("Randomised")
    REPLICATION = "replication", N_("Replication")


class Better(Worded):
    """Which way a metric should move."""

    UP = "up", N_("Higher is better")
    DOWN = "down", N_("Lower is better")


class Operator(Worded):
    """How a result is held against a threshold."""

    AT_LEAST = "at_least", N_("at least")
    AT_MOST = "at_most", N_("at most")


EMPTY_GUARDRAIL = {"metric": "", "operator": Operator.AT_MOST.value, "limit": None, "unit": ""}


class Decision(Worded):
    """What is done with what was tested."""

    SCALE = "scale", N_("Scale")
    ADAPT = "adapt", N_("Adapt")
    REPEAT = "repeat", N_("Repeat")
    STOP = "stop", N_("Stop")
    HAND_OVER = "hand_over", N_("Hand over")


class Payer(Worded):
    """Who bears a cost or has a gain."""

    STATE = "state", N_("The state")
    REGION = "region", N_("Regions")
    MUNICIPALITY = "municipality", N_("Municipalities")
    CITIZEN = "citizen", N_("Citizens")


SKILL_LEVELS = {
    0: N_("none"),
    1: N_("knows of it"),
    2: N_("with a guide"),
    3: N_("alone"),
    4: N_("teaches others"),
}
EVIDENCE_LEVELS = {
    1: N_("It is clear what is done and why it should help."),
    2: N_("Figures show a change among those who took part."),
    3: N_("A comparison shows that the change comes from what was tested."),
    4: N_("Somebody else has found the same, and the cost is known."),
    5: N_("It works at further sites as well."),
}
CODE_POINTS = {  # of the code for top managers, in our words
    1: N_("Agree your room for manoeuvre with the political leadership"),
    2: N_("See political aims carried through to the front line"),
    3: N_("Keep the organisation listening, and heard, beyond its walls"),
    4: N_("Act as one part of a joined-up public sector"),
    5: N_("Ask for results and effects, not activity"),
    6: N_("Hold a long view and keep renewing how the work is done"),
    7: N_("Take the lead: it is both mandate and obligation"),
    8: N_("Stand by what is right, as a person and as a professional"),
    9: N_("Guard public trust and the democratic ground rules"),
}
