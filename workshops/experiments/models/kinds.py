"""The fixed words of experiments."""

from enum import StrEnum

from workshops.core.text import N_
from workshops.experiments.models.causes import Cause, Cure

__all__ = [
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


class ConceptState(StrEnum):
    """Where a concept stands; it goes to test only with an expectation that it answers."""

    IDEA = "idea"
    READY = "ready"
    IN_TEST = "in_test"
    TESTED = "tested"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return _CONCEPT_LABELS[self]


_CONCEPT_LABELS = {
    ConceptState.IDEA: N_("Idea"),
    ConceptState.READY: N_("Ready for test"),
    ConceptState.IN_TEST: N_("In test"),
    ConceptState.TESTED: N_("Tested"),
    ConceptState.DROPPED: N_("Dropped"),
}


class ExperimentState(StrEnum):
    """Where an experiment stands; from `registered` on its plan is locked."""

    IDEA = "idea"
    DESIGNED = "designed"
    REGISTERED = "registered"
    RUNNING = "running"
    CONCLUDED = "concluded"
    DECIDED = "decided"
    FOLLOWED_UP = "followed_up"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    ExperimentState.IDEA: N_("Idea"),
    ExperimentState.DESIGNED: N_("Designed"),
    ExperimentState.REGISTERED: N_("Registered"),
    ExperimentState.RUNNING: N_("Running"),
    ExperimentState.CONCLUDED: N_("Concluded"),
    ExperimentState.DECIDED: N_("Decided"),
    ExperimentState.FOLLOWED_UP: N_("Followed up"),
    ExperimentState.ABANDONED: N_("Abandoned"),
}


class ExperimentKind(StrEnum):
    """From a probe to a randomised test."""

    PROBE = "probe"
    TRIAL_AND_ERROR = "trial_and_error"
    BEFORE_AFTER = "before_after"
    COMPARISON = "comparison"
    RANDOMISED = "randomised"
    REPLICATION = "replication"

    @property
    def label(self) -> str:
        """The name for a person, as a message id."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    ExperimentKind.PROBE: N_("Probe"),
    ExperimentKind.TRIAL_AND_ERROR: N_("Trial and error"),
    ExperimentKind.BEFORE_AFTER: N_("Before and after"),
    ExperimentKind.COMPARISON: N_("Comparison group"),
    ExperimentKind.RANDOMISED: N_("Randomised"),
    ExperimentKind.REPLICATION: N_("Replication"),
}


class Better(StrEnum):
    """Which way a metric should move."""

    UP = "up"
    DOWN = "down"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return N_("Higher is better") if self is Better.UP else N_("Lower is better")


class Operator(StrEnum):
    """How a result is held against a threshold."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    @property
    def label(self) -> str:
        """The words for a person, as a message id."""
        return N_("at least") if self is Operator.AT_LEAST else N_("at most")


class Decision(StrEnum):
    """What is done with what was tested."""

    SCALE = "scale"
    ADAPT = "adapt"
    REPEAT = "repeat"
    STOP = "stop"
    HAND_OVER = "hand_over"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return _DECISION_LABELS[self]


_DECISION_LABELS = {
    Decision.SCALE: N_("Scale"),
    Decision.ADAPT: N_("Adapt"),
    Decision.REPEAT: N_("Repeat"),
    Decision.STOP: N_("Stop"),
    Decision.HAND_OVER: N_("Hand over"),
}


class Payer(StrEnum):
    """Who bears a cost or has a gain."""

    STATE = "state"
    REGION = "region"
    MUNICIPALITY = "municipality"
    CITIZEN = "citizen"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return _PAYER_LABELS[self]


_PAYER_LABELS = {
    Payer.STATE: N_("The state"),
    Payer.REGION: N_("Regions"),
    Payer.MUNICIPALITY: N_("Municipalities"),
    Payer.CITIZEN: N_("Citizens"),
}

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
