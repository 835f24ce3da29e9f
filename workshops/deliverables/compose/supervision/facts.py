"""What every section of a supervision proposal asks for: situations, roles, people, the form."""

from dataclasses import dataclass

from workshops.deliverables.compose.asking import headcount
from workshops.deliverables.compose.desk import Desk
from workshops.deliverables.compose.telling import line
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact
from workshops.deliverables.rules.needs import slug
from workshops.deliverables.rules.supervision import Form, Function, balance, form_for
from workshops.deliverables.rules.triage import barriers_for
from workshops.experiments.models.kinds import Cause


@dataclass(frozen=True, slots=True)
class Setting:
    """The situations that were hard, whose they are, and the form that follows."""

    situations: tuple[BarrierFact, ...]
    roles: tuple[str, ...]
    people: int | None
    shares: dict[Function, int]
    form: Form

    @property
    def keys(self) -> tuple[str, ...]:
        """The sources of all situations."""
        return tuple(dict.fromkeys(key for b in self.situations for key in keys_of(b)))


def practices(d: Desk) -> tuple[str, ...]:
    """The experiments whose practice is supervised: what the set-up as such rests on."""
    return tuple(e.key for e in d.carried if hard((e,)))


def keys_of(barrier: BarrierFact) -> tuple[str, ...]:
    """What a situation rests on."""
    return (barrier.key, barrier.experiment, *barrier.notes)


def hard(experiments: tuple[ExperimentFact, ...]) -> tuple[BarrierFact, ...]:
    """The situations that call for supervision, the gravest first."""
    return barriers_for(DeliverableKind.SUPERVISION, experiments)


def setting(d: Desk) -> Setting:
    """All of it; how many people there are is asked of the agency."""
    situations = hard(d.carried)
    roles = tuple({slug(b.role): line(b.role) for b in situations if line(b.role)}.values())
    counts = [headcount(d, b.role) for b in _first_of_each(situations)]
    known = [count for count in counts if count is not None]
    people = sum(known) if len(known) == len(counts) else None
    uneven = any(b.cause is Cause.UNEVEN_PRACTICE for b in situations)
    shares = balance(d.carried)
    return Setting(situations, roles, people, shares, form_for(shares, roles, people, uneven))


def _first_of_each(situations: tuple[BarrierFact, ...]) -> list[BarrierFact]:
    return list({slug(b.role): b for b in reversed(situations)}.values())[::-1]
