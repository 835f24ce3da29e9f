"""Workshops as deliverables may tell them: people as counts, never by name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from workshops.core import locale
from workshops.core.db import db
from workshops.deliverables.rules.evidence import ThemeFact, WorkshopFact
from workshops.deliverables.rules.words import CatalogueWords
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote
from workshops.people.models import Discipline, Level, Organisation, Person
from workshops.planning.models import Participation, Sitting, TeamNeed, Workshop, WorkshopState
from workshops.planning.queries.agenda import plan_of
from workshops.planning.queries.standing import day_stands


@dataclass(frozen=True)
class Guest:
    """Somebody invited, as far as counts go."""

    person: int
    discipline: Discipline | None
    organisation: Organisation | None
    attended: bool | None


def workshop_facts(
    engagement: Engagement, themes: Sequence[ThemeFact], language: str
) -> tuple[WorkshopFact, ...]:
    """The engagement's workshops that were not called off, the first first."""
    query = (
        select(Workshop)
        .where(
            Workshop.engagement_id == engagement.id,
            Workshop.deleted_at.is_(None),
            or_(
                Workshop.state != WorkshopState.CANCELLED,
                Workshop.sittings.any(day_stands()),
            ),
        )
        .options(
            selectinload(Workshop.sittings).selectinload(Sitting.blocks),
            selectinload(Workshop.team_needs).joinedload(TeamNeed.discipline),
        )
        .order_by(Workshop.id)
    )
    found = db.session.scalars(query).all()
    guests, said = _guests(found), _said(found)
    facts = [_workshop(w, guests[w.id], _of(themes, said[w.id]), language) for w in found]
    return tuple(sorted(facts, key=lambda fact: fact.held_on or date.max))


def _workshop(
    workshop: Workshop, guests: list[Guest], themes: tuple[str, ...], language: str
) -> WorkshopFact:
    known = [guest for guest in guests if guest.attended is not None]
    there = [guest for guest in guests if guest.attended] if known else guests
    name, words = f"name_{language}", CatalogueWords(language)
    return WorkshopFact(
        key=f"workshop:{workshop.public_id}",
        name=workshop.name,
        purpose=workshop.purpose,
        held_on=_day(workshop.sittings[0]) if workshop.sittings else None,
        days=len(workshop.sittings),
        invited=len(guests),
        attended=len(there) if known else None,
        disciplines=_counted(getattr(g.discipline, name) for g in there if g.discipline),
        organisations=_counted(g.organisation.name for g in there if g.organisation),
        levels=_counted(words.gettext(g.organisation.level.label) for g in there if g.organisation),
        coverage_gaps=tuple(_gaps(workshop.team_needs, there, words)),
        blocks=tuple(_blocks(workshop.sittings, language)),
        themes=themes,
    )


def _day(sitting: Sitting) -> date:
    return sitting.starts_at.astimezone(ZoneInfo(sitting.timezone)).date()


def _blocks(sittings: Iterable[Sitting], language: str) -> Iterable[tuple[str, int, str]]:
    for sitting in sittings:
        slots = plan_of(sitting).slots
        for block, slot in zip(sitting.blocks, slots, strict=True):
            begins = locale.time_of_day(slot.starts_at, sitting.timezone, language)
            yield begins, block.minutes, block.title


def _guests(workshops: Iterable[Workshop]) -> dict[int, list[Guest]]:
    """Everybody invited, once a workshop however many days it has; there on one day is there."""
    query = (
        select(Sitting.workshop_id, Participation)
        .join(Participation.sitting)
        .where(
            Sitting.workshop_id.in_([w.id for w in workshops]),
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Participation.removed_at.is_(None),
        )
        .options(
            joinedload(Participation.person).options(
                joinedload(Person.organisation), joinedload(Person.discipline)
            )
        )
        .order_by(Participation.id)
    )
    met: dict[tuple[int, int], Guest] = {}
    for number, row in db.session.execute(query):
        before = met.get((number, row.person_id))
        there = [a for a in (before.attended if before else None, row.attended) if a is not None]
        attended = any(there) if there else None
        met[number, row.person_id] = Guest(
            row.person_id, row.person.discipline, row.person.organisation, attended
        )
    found: dict[int, list[Guest]] = defaultdict(list)
    for (number, _person), guest in met.items():
        found[number].append(guest)
    return found


def _said(workshops: Iterable[Workshop]) -> dict[int, set[str]]:
    """The keys of the notes taken at each workshop."""
    query = (
        select(ExpectationNote.workshop_id, ExpectationNote.public_id)
        .where(ExpectationNote.workshop_id.in_([w.id for w in workshops]))
        .order_by(ExpectationNote.id)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for number, public_id in db.session.execute(query):
        found[number or 0].add(f"note:{public_id}")
    return found


def _of(themes: Sequence[ThemeFact], notes: set[str]) -> tuple[str, ...]:
    return tuple(t.key for t in themes if notes & {note.key for note in t.notes})


def _counted(names: Iterable[Any]) -> tuple[tuple[str, int], ...]:
    counts = Counter(str(name) for name in names)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _gaps(needs: Iterable[TeamNeed], there: list[Guest], words: CatalogueWords) -> Iterable[str]:
    """What the team should have had and had not, as names of disciplines and levels."""
    for need in needs:
        level, discipline = need.level, need.discipline
        fitting = [g for g in there if _fits(g, need.discipline_id, level)]
        if len(fitting) < need.count:
            names = [getattr(discipline, f"name_{words.language}")] if discipline else []
            names += [words.gettext(level.label)] if level else []
            yield ", ".join(names)


def _fits(guest: Guest, discipline_id: int | None, level: Level | None) -> bool:
    trade = discipline_id is None or (guest.discipline and guest.discipline.id == discipline_id)
    house = level is None or (guest.organisation and guest.organisation.level is level)
    return bool(trade and house)
