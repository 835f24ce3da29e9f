"""Which deliverable cures a barrier: its cause decides, and nothing else."""

from collections.abc import Iterable

from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact
from workshops.experiments.models.kinds import Cause

HOMES: dict[Cause, DeliverableKind] = {
    Cause.KNOWLEDGE: DeliverableKind.TRAINING,
    Cause.SKILL: DeliverableKind.TRAINING,
    Cause.JUDGEMENT: DeliverableKind.SUPERVISION,
    Cause.CONFIDENCE: DeliverableKind.SUPERVISION,
    Cause.EMOTIONAL_LOAD: DeliverableKind.SUPERVISION,
    Cause.UNEVEN_PRACTICE: DeliverableKind.SUPERVISION,
    Cause.MANDATE: DeliverableKind.MANAGEMENT_MEMO,
    Cause.PRIORITY: DeliverableKind.MANAGEMENT_MEMO,
    Cause.INCENTIVE: DeliverableKind.MANAGEMENT_MEMO,
    Cause.CAPACITY: DeliverableKind.MANAGEMENT_MEMO,
    Cause.PROCESS: DeliverableKind.ROADMAP,
    Cause.TOOL: DeliverableKind.ROADMAP,
    Cause.DATA: DeliverableKind.ROADMAP,
    Cause.RULE: DeliverableKind.POLICY_BRIEF,
    Cause.EXPECTATION_GAP: DeliverableKind.EXPECTATION_MAP,
}


def home_of(cause: Cause) -> DeliverableKind:
    """The deliverable that a barrier of this cause goes to."""
    return HOMES[cause]


def barriers_for(
    kind: DeliverableKind, experiments: Iterable[ExperimentFact]
) -> tuple[BarrierFact, ...]:
    """The barriers that this kind is the cure for, the gravest first."""
    return _gravest(b for e in experiments for b in e.barriers if home_of(b.cause) == kind)


def barriers_elsewhere(
    kind: DeliverableKind, experiments: Iterable[ExperimentFact]
) -> tuple[BarrierFact, ...]:
    """The barriers that this kind does not cure, the gravest first."""
    return _gravest(b for e in experiments for b in e.barriers if home_of(b.cause) != kind)


def _gravest(barriers: Iterable[BarrierFact]) -> tuple[BarrierFact, ...]:
    return tuple(sorted(barriers, key=lambda b: (-b.severity, -b.frequency)))
