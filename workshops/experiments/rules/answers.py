"""How far the answer to an expectation has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.experiments.models.kinds import Decision, ExperimentState

PLANNED = (ExperimentState.IDEA, ExperimentState.DESIGNED)
ENDED = (ExperimentState.DECIDED, ExperimentState.FOLLOWED_UP)


class Answered(Worded):
    """From nothing at all to an answer that a test has borne out."""

    NONE = "none", N_("No answer yet")
    IDEA = "idea", N_("Only an idea")
    IN_TEST = "in_test", N_("Being tested")
    FOUND = "found", N_("Answer found")
    NOT_FOUND = "not_found", N_("Tested, no answer found")

    @property
    def unmet(self) -> bool:
        """Whether nothing that answers the expectation is tested or has been found."""
        return self in (Answered.NONE, Answered.IDEA, Answered.NOT_FOUND)


@dataclass(frozen=True)
class Trial:
    """Where one experiment stands and what was decided."""

    state: ExperimentState
    decision: Decision | None = None


def answered_by(idea: bool, tests: Sequence[Trial]) -> Answered:
    """How far it has come; `idea` says whether a concept claims to answer the expectation.

    What is scaled or handed over is an answer. What is to be adapted or repeated is still in test;
    what was stopped or abandoned leaves the expectation unmet, and says so.
    """
    steps = {_step(test) for test in tests}
    for step in (Answered.FOUND, Answered.IN_TEST, Answered.NOT_FOUND, Answered.IDEA):
        if step in steps:
            return step
    return Answered.IDEA if idea else Answered.NONE


def _step(test: Trial) -> Answered:
    if test.state in PLANNED:
        return Answered.IDEA
    if test.state is ExperimentState.ABANDONED:
        return Answered.NOT_FOUND
    if test.state in ENDED and test.decision in (Decision.SCALE, Decision.HAND_OVER):
        return Answered.FOUND
    if test.state in ENDED and test.decision is Decision.STOP:
        return Answered.NOT_FOUND
    return Answered.IN_TEST
