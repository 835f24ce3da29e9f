"""When the time has come for a deliverable, and which experiments it may build on."""

from workshops.core.errors import Invalid
from workshops.core.text import N_
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import Evidence, ExperimentFact
from workshops.experiments.models.kinds import Decision

GOES_ON = frozenset({Decision.SCALE, Decision.ADAPT, Decision.HAND_OVER})
NEEDS_NO_DECISION = frozenset(
    {
        DeliverableKind.EXPECTATION_MAP,
        DeliverableKind.WORKSHOP_REPORT,
        DeliverableKind.DECISION_LOG,
    }
)


def decided(evidence: Evidence) -> tuple[ExperimentFact, ...]:
    """The experiments that have a decision."""
    return tuple(e for e in evidence.experiments if e.decision is not None)


def carried(evidence: Evidence) -> tuple[ExperimentFact, ...]:
    """The experiments whose practice goes on: scaled, adapted or handed over."""
    return tuple(e for e in evidence.experiments if e.decision in GOES_ON)


def left(evidence: Evidence) -> tuple[ExperimentFact, ...]:
    """The decided experiments whose practice does not go on as it is: stopped or to be repeated."""
    return tuple(e for e in decided(evidence) if e.decision not in GOES_ON)


def too_thin(experiments: tuple[ExperimentFact, ...]) -> bool:
    """Whether nothing has been measured well enough to build on: level 1 at the most."""
    return all(e.evidence_level <= 1 for e in experiments)


def check_phase(kind: DeliverableKind, evidence: Evidence) -> None:
    """Raise Invalid when the records cannot yet bear a deliverable of this kind."""
    if kind not in NEEDS_NO_DECISION and not decided(evidence):
        raise Invalid(
            N_("No experiment has been decided yet. Decide one first; this rests on its result.")
        )
    if kind is DeliverableKind.EXPECTATION_MAP and not evidence.themes:
        raise Invalid(N_("There is no theme yet. Gather notes into themes first."))
    if kind is DeliverableKind.WORKSHOP_REPORT and not evidence.workshops:
        raise Invalid(N_("There is no workshop yet that could be reported."))
    if kind is DeliverableKind.DECISION_LOG and not (decided(evidence) or evidence.actions):
        raise Invalid(N_("Nothing has been decided yet in this engagement."))
