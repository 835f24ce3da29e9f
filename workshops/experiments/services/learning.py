"""Barriers, skill findings and artefacts of an experiment: one way to keep all three."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from workshops.activity.services import record
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean, clean_line
from workshops.engagements.services.versions import check_version, touch
from workshops.expectations.models import ExpectationNote
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Cause, ExperimentState
from workshops.experiments.models.learning import (
    Artefact,
    Barrier,
    BarrierNote,
    ExperimentObservation,
    SkillFinding,
)

Finding = TypeVar("Finding", Barrier, SkillFinding, Artefact)
Record = Barrier | SkillFinding | Artefact
BEFORE = (ExperimentState.IDEA, ExperimentState.DESIGNED, ExperimentState.REGISTERED)


@dataclass(frozen=True)
class BarrierFacts:
    """A barrier as written; notes are named by their public ids and were observed in it."""

    text: str
    cause: Cause
    severity: int
    frequency: int = 1
    role: str = ""
    unit: str = ""
    notes: Collection[str] = ()


@dataclass(frozen=True)
class SkillFacts:
    """A skill in a role, with the level needed and the level seen among `n_seen` people."""

    skill: str
    role: str
    level_needed: int
    level_seen: int
    n_seen: int
    task: str = ""


@dataclass(frozen=True)
class ArtefactFacts:
    """Something that can be handed over, and on what terms."""

    name: str
    kind: str = ""
    licence: str = ""
    place: str = ""


Facts = BarrierFacts | SkillFacts | ArtefactFacts
KINDS: Mapping[type[Facts], type[Record]] = {
    BarrierFacts: Barrier,
    SkillFacts: SkillFinding,
    ArtefactFacts: Artefact,
}


def can_learn(experiment: Experiment) -> bool:
    """Whether it has begun, so that something can have been learned, also by its being given up."""
    return experiment.state not in BEFORE


def may_learn(actor: Actor, experiment: Experiment) -> None:
    """Raise NotAllowed, or Conflict before the experiment has begun."""
    if not permissions.can_edit_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can write what was learned."))
    require_there(experiment)
    if not can_learn(experiment):
        raise Conflict(N_("What was learned is written once the experiment has begun."))


def add_finding(actor: Actor, *, experiment: Experiment, facts: Facts) -> Record:
    """Write down a barrier, a skill finding or an artefact. Raises Invalid and Conflict."""
    _may_keep(actor, experiment, KINDS[type(facts)])
    finding = KINDS[type(facts)](experiment_id=experiment.id)
    _apply(experiment, finding, facts)
    db.session.add(finding)
    db.session.flush()
    _log(actor, "added", finding, experiment, title_of(finding))
    return finding


def change_finding(
    actor: Actor, *, experiment: Experiment, finding: Record, version: int, facts: Facts
) -> Record:
    """Change one of them. Raises Invalid, Conflict and Stale."""
    require_there(finding)
    _may_keep(actor, experiment, type(finding))
    check_version(finding, version)
    _apply(experiment, finding, facts)
    touch(finding)
    db.session.flush()
    _log(actor, "changed", finding, experiment, title_of(finding))
    return finding


def delete_finding(actor: Actor, *, experiment: Experiment, finding: Record) -> None:
    """Take one of them away; it can be brought back for 30 days."""
    _may_keep(actor, experiment, type(finding))
    finding.deleted_at = clock.now()
    db.session.flush()
    _log(actor, "deleted", finding, experiment, title_of(finding))


def restore_finding(actor: Actor, *, experiment: Experiment, finding: Record) -> None:
    """Bring one of them back."""
    _may_keep(actor, experiment, type(finding))
    finding.deleted_at = None
    db.session.flush()
    _log(actor, "restored", finding, experiment, title_of(finding))


def title_of(finding: Record) -> str:
    """A short name of a barrier, a skill finding or an artefact."""
    if isinstance(finding, Barrier):
        return finding.text[:200]
    return finding.skill if isinstance(finding, SkillFinding) else finding.name


def _may_keep(actor: Actor, experiment: Experiment, kind: type[Record]) -> None:
    """Barriers and skills have a row of their own in the authorisation table."""
    allowed = permissions.can_keep_barriers(actor, experiment.engagement)
    if kind is not Artefact and not allowed:
        raise NotAllowed(N_("Only those who work on the engagement can write what was learned."))
    may_learn(actor, experiment)


def _apply(experiment: Experiment, finding: Record, facts: Facts) -> None:
    if isinstance(finding, Barrier) and isinstance(facts, BarrierFacts):
        _write_barrier(experiment, finding, facts)
    elif isinstance(finding, SkillFinding) and isinstance(facts, SkillFacts):
        _write_skill(finding, facts)
    elif isinstance(finding, Artefact) and isinstance(facts, ArtefactFacts):
        finding.name = _needed(facts.name, "name", N_("Give it a name."))
        finding.kind = clean_line(facts.kind)[:120]
        finding.licence = clean_line(facts.licence)[:120]
        finding.place = clean_line(facts.place)[:500]


def _write_barrier(experiment: Experiment, barrier: Barrier, facts: BarrierFacts) -> None:
    barrier.links = [BarrierNote(note_id=n) for n in _observed(experiment, facts.notes)]
    barrier.text = _needed(facts.text, "text", N_("Say what stood in the way."), most=2000)
    barrier.cause, barrier.severity = facts.cause, _within(facts.severity, 1, 3, "severity")
    barrier.frequency = _within(facts.frequency, 1, 1_000_000, "frequency")
    barrier.role, barrier.unit = clean_line(facts.role)[:200], clean_line(facts.unit)[:200]


def _observed(experiment: Experiment, public_ids: Collection[str]) -> Sequence[int]:
    """The numbers of those notes that were observed in the experiment."""
    query = (
        select(ExpectationNote.id)
        .join(ExperimentObservation, ExperimentObservation.note_id == ExpectationNote.id)
        .where(
            ExperimentObservation.experiment_id == experiment.id,
            ExpectationNote.public_id.in_(list(public_ids)),
        )
        .order_by(ExpectationNote.id)
    )
    return db.session.scalars(query).all()


def _write_skill(finding: SkillFinding, facts: SkillFacts) -> None:
    finding.skill = _needed(facts.skill, "skill", N_("Name the skill."))
    finding.role = _needed(facts.role, "role", N_("Say in which role."))
    finding.level_needed = _within(facts.level_needed, 0, 4, "level_needed")
    finding.level_seen = _within(facts.level_seen, 0, 4, "level_seen")
    finding.n_seen = _within(facts.n_seen, 1, 1_000_000, "n_seen")
    finding.task = clean_line(facts.task)[:300]


def _needed(text: str, field: str, message: str, most: int = 200) -> str:
    cleaned = (clean(text) if most > 200 else clean_line(text))[:most]
    if not cleaned:
        raise Invalid(message, field)
    return cleaned


def _within(number: int, least: int, most: int, field: str) -> int:
    if not least <= number <= most:
        message = N_("Enter a number from %(least)s to %(most)s.")
        raise Invalid(message, field, least=least, most=most)
    return number


def _log(actor: Actor, act: str, what: Any, experiment: Experiment, title: str) -> None:
    record(actor, act, what, title=title, engagement_id=experiment.engagement_id)
