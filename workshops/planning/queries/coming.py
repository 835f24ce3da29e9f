"""Reads about people who come unasked or instead of others."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.people.models import Person
from workshops.planning.models import (
    Answer,
    ParticipantRole,
    Participation,
    Place,
    Seat,
    Sitting,
    Workshop,
)
from workshops.planning.models.attendance import Substitution, SubstitutionState
from workshops.planning.queries.seats import capacity_of


def find_placed(sitting: Sitting, person: Person) -> Participation | None:
    """Somebody's row on a day, also one that was taken off."""
    return db.session.scalar(
        select(Participation).where(
            Participation.sitting_id == sitting.id, Participation.person_id == person.id
        )
    )


def is_full(sitting: Sitting, seat: Seat) -> bool:
    """Whether every seat of a kind is promised to somebody; never where there is no limit."""
    capacity = capacity_of(sitting, seat)
    return capacity is not None and count_promised(sitting, seat) >= capacity


def count_promised(sitting: Sitting, seat: Seat) -> int:
    """How many seats of a kind are promised: held, offered, or wanted by a yes."""
    wanted = and_(Participation.answer == Answer.YES, Participation.place == Place.NONE)
    query = select(func.count(Participation.id)).where(
        Participation.sitting_id == sitting.id,
        Participation.removed_at.is_(None),
        Participation.seat == seat,
        Participation.role != ParticipantRole.OBSERVER,
        or_(Participation.place.in_([Place.SEAT, Place.OFFERED]), wanted),
    )
    return db.session.scalar(query) or 0


def list_proposals(workshop_id: int) -> Sequence[Substitution]:
    """Whom guests of a workshop propose to send instead, unsettled; the oldest first."""
    query = _open().where(Sitting.workshop_id == workshop_id)
    return db.session.scalars(query.order_by(Substitution.id)).all()


def find_proposal(placed: Participation) -> Substitution | None:
    """Whom somebody proposes to send instead, as long as it is not settled."""
    mine = _open().where(
        Sitting.workshop_id == placed.sitting.workshop_id,
        Participation.person_id == placed.person_id,
    )
    return db.session.scalars(mine.order_by(Substitution.id.desc()).limit(1)).first()


def get_proposal(workshop: Workshop, public_id: str) -> Substitution:
    """A proposal of a workshop, also a settled one. Raises NotFound."""
    found = db.session.scalar(
        select(Substitution)
        .join(Substitution.given_up)
        .join(Participation.sitting)
        .where(Substitution.public_id == public_id, Sitting.workshop_id == workshop.id)
        .options(joinedload(Substitution.given_up).joinedload(Participation.person))
    )
    if found is None:
        raise NotFound(N_("There is no such proposal."))
    return found


def _open() -> Select[Substitution]:
    return (
        select(Substitution)
        .join(Substitution.given_up)
        .join(Participation.person)
        .join(Participation.sitting)
        .where(Substitution.state == SubstitutionState.PROPOSED, Participation.removed_at.is_(None))
        .options(
            contains_eager(Substitution.given_up).options(
                contains_eager(Participation.person), contains_eager(Participation.sitting)
            )
        )
    )
