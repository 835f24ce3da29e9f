"""Where an experiment and a concept may go from where they stand."""

from collections.abc import Mapping
from datetime import date

from workshops.core.text import N_
from workshops.experiments.models.kinds import ConceptState, ExperimentState

State = ExperimentState
STEPS: Mapping[State, tuple[State, ...]] = {
    State.IDEA: (State.DESIGNED, State.ABANDONED),
    State.DESIGNED: (State.REGISTERED, State.IDEA, State.ABANDONED),
    State.REGISTERED: (State.RUNNING, State.ABANDONED),
    State.RUNNING: (State.CONCLUDED, State.ABANDONED),
    State.CONCLUDED: (State.DECIDED, State.ABANDONED),
    State.DECIDED: (State.FOLLOWED_UP,),
    State.FOLLOWED_UP: (),
    State.ABANDONED: (),
}
OPEN = (State.IDEA, State.DESIGNED)
LOCKED = (State.REGISTERED, State.RUNNING)
PLANNABLE = (*OPEN, *LOCKED)
CONCEPT_STEPS: Mapping[ConceptState, tuple[ConceptState, ...]] = {
    ConceptState.IDEA: (ConceptState.READY, ConceptState.DROPPED),
    ConceptState.READY: (ConceptState.IDEA, ConceptState.IN_TEST, ConceptState.DROPPED),
    ConceptState.IN_TEST: (ConceptState.TESTED, ConceptState.DROPPED),
    ConceptState.TESTED: (ConceptState.IN_TEST, ConceptState.DROPPED),
    ConceptState.DROPPED: (ConceptState.IDEA,),
}


def obstacle(state: State, to: State) -> str | None:
    """The message id of why an experiment cannot take a step, or None when it may."""
    if to in STEPS[state]:
        return None
    if state is State.ABANDONED:
        return N_("The experiment has been abandoned.")
    return N_("The experiment cannot take this step from where it stands.")


def concept_obstacle(state: ConceptState, to: ConceptState, answered: int) -> str | None:
    """The message id of why a concept cannot take a step, or None when it may."""
    if to not in CONCEPT_STEPS[state]:
        return N_("The concept cannot take this step from where it stands.")
    return untestable(answered) if to in (ConceptState.READY, ConceptState.IN_TEST) else None


def untestable(answered: int) -> str | None:
    """The message id of why a concept cannot go to test, or None when it can."""
    if answered:
        return None
    return N_(
        "Say first which expectation the concept answers. One that answers none is not tested."
    )


def deletion_obstacle(state: State) -> str | None:
    """The message id of why an experiment cannot be deleted, or None when it can."""
    if state in OPEN:
        return None
    return N_("A registered experiment is not deleted, whatever came of it. Abandon it instead.")


def start_day_problem(day: date, today: date) -> str | None:
    """The message id of what is wrong with the day of the start, or None."""
    return N_("The start cannot be in the future.") if day > today else None


def end_day_problem(day: date, started_on: date | None, today: date) -> str | None:
    """The message id of what is wrong with the last day, or None."""
    if day > today:
        return N_("The last day cannot be in the future.")
    if started_on and day < started_on:
        return N_("The last day cannot be before the start.")
    return None
