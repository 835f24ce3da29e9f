"""Reads of the day: who is expected, who is here since when, and whose code somebody shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.people.models import Person
from workshops.planning import permissions
from workshops.planning.models import (
    Answer,
    DayNeed,
    Participation,
    Place,
    Seat,
    Sitting,
    Workshop,
)
from workshops.planning.models.attendance import (
    CheckIn,
    CheckInCode,
    CheckInState,
    Substitution,
    SubstitutionState,
)
from workshops.planning.queries import agenda

_STANDING = CheckIn.state == CheckInState.STANDING


@dataclass(frozen=True)
class AtDoor:
    """One guest of a day: where they sit, when and how they came, their code, what they need."""

    participation: Participation
    check_in: CheckIn | None
    code: str
    need: DayNeed | None
    instead_of: str

    @property
    def expected(self) -> bool:
        """Whether they have a seat, or said that they come and were not left waiting."""
        placed = self.participation
        if placed.place in (Place.WAITING, Place.OFFERED):
            return False
        seated = placed.place is Place.SEAT and placed.answer is Answer.NONE
        return placed.answer is Answer.YES or seated

    @property
    def came(self) -> bool:
        """Whether somebody noted that they are here."""
        return self.participation.attended is True

    @property
    def arrived_at(self) -> datetime | None:
        """When they came, as far as anybody noted."""
        return self.check_in.at if self.check_in else None

    def missing(self, now: datetime) -> bool:
        """Whether they were expected, the day is over, and nobody saw them."""
        over = self.participation.sitting.ends_at <= now
        return over and self.expected and not self.came


@dataclass(frozen=True)
class Count:
    """How many came of how many who said yes."""

    came: int
    expected: int


def get_day(actor: Actor, workshop_id: str, sitting_id: str) -> Sitting:
    """A day that the one who asks runs the door of. Raises NotFound."""
    sitting = agenda.get_sitting(actor, sitting_id)
    workshop = sitting.workshop
    mine = permissions.can_record_attendance(actor, workshop)
    if workshop.public_id != workshop_id or not mine:
        raise NotFound(N_("There is no such day."))
    return sitting


def list_at_door(sitting: Sitting) -> list[AtDoor]:
    """Everybody on a day with what the door needs to know; by name, five queries for any number."""
    rows = db.session.scalars(
        select(Participation)
        .join(Participation.person)
        .where(Participation.sitting_id == sitting.id, Participation.removed_at.is_(None))
        .options(contains_eager(Participation.person).joinedload(Person.organisation))
        .order_by(Person.name_sort, Person.id)
    ).all()
    here = _by_participation(select(CheckIn).where(_STANDING), CheckIn, sitting)
    codes = _by_participation(
        select(CheckInCode).where(CheckInCode.revoked_at.is_(None)), CheckInCode, sitting
    )
    needs = db.session.scalars(select(DayNeed).where(DayNeed.workshop_id == sitting.workshop_id))
    needed = {need.person_id: need for need in needs}
    instead = _replaced_names(sitting)
    return [
        AtDoor(
            placed,
            here.get(placed.id),
            codes[placed.id].code if placed.id in codes else "",
            needed.get(placed.person_id),
            instead.get(placed.id, ""),
        )
        for placed in rows
    ]


def list_here(sitting: Sitting) -> list[str]:
    """The public ids of those who are here, in the order they were put on the day."""
    query = select(Participation.public_id).where(
        Participation.sitting_id == sitting.id,
        Participation.removed_at.is_(None),
        Participation.attended.is_(True),
    )
    return list(db.session.scalars(query.order_by(Participation.id)))


def count(guests: Sequence[AtDoor], seat: Seat | None = None) -> Count:
    """How many came and were expected, of all or of those who sit there."""
    wanted = [one for one in guests if seat is None or one.participation.seat is seat]
    return Count(sum(one.came for one in wanted), sum(one.expected for one in wanted))


def find_standing(participation: Participation) -> CheckIn | None:
    """The tap that says that somebody is here."""
    query = select(CheckIn).where(_STANDING, CheckIn.participation_id == participation.id)
    return db.session.scalar(query)


def find_tap(client_id: str) -> CheckIn | None:
    """The tap that a device gave that id."""
    return db.session.scalar(select(CheckIn).where(CheckIn.client_id == client_id))


def find_code(participation: Participation) -> CheckInCode | None:
    """The valid code of somebody."""
    return db.session.scalar(
        select(CheckInCode).where(
            CheckInCode.participation_id == participation.id, CheckInCode.revoked_at.is_(None)
        )
    )


def codes_of(participation_ids: Sequence[int]) -> dict[int, str]:
    """The valid codes of some participations."""
    rows = db.session.execute(
        select(CheckInCode.participation_id, CheckInCode.code).where(
            CheckInCode.participation_id.in_(participation_ids), CheckInCode.revoked_at.is_(None)
        )
    )
    return {row.participation_id: row.code for row in rows}


def get_by_code(actor: Actor, code: str) -> Participation:
    """Whom a code belongs to, on a day that the one who asks runs the door of.

    Raises NotFound, also for a code that was revoked or belongs to somebody else's workshop.
    """
    found = db.session.scalar(
        select(Participation)
        .join(CheckInCode, CheckInCode.participation_id == Participation.id)
        .join(Participation.sitting)
        .where(
            CheckInCode.code == code,
            CheckInCode.revoked_at.is_(None),
            Participation.removed_at.is_(None),
            Sitting.removed_at.is_(None),
        )
        .options(
            joinedload(Participation.person).joinedload(Person.organisation),
            contains_eager(Participation.sitting)
            .joinedload(Sitting.workshop)
            .options(
                joinedload(Workshop.engagement).selectinload(Engagement.members),
                selectinload(Workshop.facilitators),
            ),
        )
    )
    if found is None or not permissions.can_record_attendance(actor, found.sitting.workshop):
        raise NotFound(N_("This code is not known. Look the name up in the list instead."))
    return found


def list_refused(sitting: Sitting) -> Sequence[CheckIn]:
    """Taps for people who had been taken off: they stood at the door; the earliest first."""
    return db.session.scalars(
        select(CheckIn)
        .join(CheckIn.participation)
        .where(
            Participation.sitting_id == sitting.id,
            Participation.removed_at.is_not(None),
            CheckIn.state == CheckInState.REFUSED,
        )
        .options(contains_eager(CheckIn.participation).joinedload(Participation.person))
        .order_by(CheckIn.at, CheckIn.id)
    ).all()


def _by_participation(query: Select[Any], kind: Any, sitting: Sitting) -> dict[int, Any]:
    rows = db.session.scalars(
        query.join(kind.participation).where(Participation.sitting_id == sitting.id)
    )
    return {row.participation_id: row for row in rows}


def _replaced_names(sitting: Sitting) -> dict[int, str]:
    """Whom those who came instead of somebody replace, by their participation."""
    rows = db.session.execute(
        select(Substitution.taken_id, Person.name)
        .join(Substitution.given_up)
        .join(Participation.person)
        .where(Participation.sitting_id == sitting.id, Substitution.state == SubstitutionState.DONE)
    )
    return {number: name for number, name in rows if number is not None}
