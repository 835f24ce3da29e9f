"""Reads of invitations: whole ones, those that stand, and what an entry should show now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workshops.core.db import db
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.invitations.models import Invitation, InvitationLetter
from workshops.invitations.rules.versions import Shown
from workshops.mail.models import UNDELIVERED, Letter
from workshops.people.models import Person
from workshops.people.queries.addresses import at_address
from workshops.planning.models import (
    Participation,
    Place,
    Seat,
    Sitting,
    Workshop,
    WorkshopState,
)

WITH_DAY = contains_eager(Participation.sitting).options(
    joinedload(Sitting.room),
    joinedload(Sitting.workshop).joinedload(Workshop.engagement).joinedload(Engagement.manager),
)


def shown_now(participation: Participation) -> Shown:
    """What the guest's calendar entry should show as things stand."""
    sitting = participation.sitting
    waiting = participation.place in (Place.WAITING, Place.OFFERED)
    return replace(shown_at(sitting, sitting.workshop, participation.seat), waiting=waiting)


def sent_of(invitation: Invitation) -> Shown:
    """What the guest's calendar entry shows, as last sent; what was not kept is as it stands."""
    return Shown.from_json(invitation.sent, lambda: shown_now(invitation.participation))


def shown_at(sitting: Sitting, workshop: Workshop, seat: Seat) -> Shown:
    """What a calendar entry should show to somebody who sits there."""
    online = seat is Seat.ONLINE or (sitting.room is None and sitting.online_url != "")
    room = None if online else sitting.room
    return Shown(
        starts_at=sitting.starts_at,
        ends_at=sitting.starts_at + timedelta(minutes=sitting.length_minutes),
        timezone=sitting.timezone,
        venue=room.address if room else "",
        online=online,
        room=room.name if room else "",
        join_url=sitting.online_url,
        title=workshop.name,
        text=workshop.purpose,
    )


def whole() -> Select[Any]:
    """Invitations with everything that their letters and pages say; also those taken back."""
    return (
        select(Invitation)
        .join(Invitation.participation)
        .join(Participation.sitting)
        .options(
            contains_eager(Invitation.participation).options(
                joinedload(Participation.person), WITH_DAY
            ),
            selectinload(Invitation.letters).joinedload(InvitationLetter.letter),
        )
    )


def _open() -> Select[Any]:
    """Those that stand, of guests who are still on their workshop."""
    return whole().where(Invitation.cancelled_at.is_(None), Participation.removed_at.is_(None))


def list_open(workshop_id: int) -> Sequence[Invitation]:
    """Every open invitation of a workshop, by day and person."""
    query = _open().where(Sitting.workshop_id == workshop_id, Sitting.is_hold.is_(False))
    return db.session.scalars(
        query.order_by(Sitting.starts_at, Participation.person_id, Invitation.id)
    ).all()


def list_to_come(workshop_id: int, now: datetime) -> Sequence[Invitation]:
    """The open invitations to days that are not over, by day and person."""
    return [each for each in list_open(workshop_id) if each.participation.sitting.ends_at > now]


def list_open_of_person(workshop_id: int, person_id: int) -> Sequence[Invitation]:
    """One person's open invitations to a workshop, by day."""
    query = _open().where(
        Sitting.workshop_id == workshop_id,
        Sitting.is_hold.is_(False),
        Participation.person_id == person_id,
    )
    return db.session.scalars(query.order_by(Sitting.starts_at, Invitation.id)).all()


def list_to_come_of_person(person_id: int, now: datetime) -> Sequence[Invitation]:
    """One person's open invitations and holds to days still to come, of workshops not over."""
    query = _open().where(
        Participation.person_id == person_id,
        Sitting.starts_at > now,
        Sitting.removed_at.is_(None),
    )
    found = db.session.scalars(query.order_by(Sitting.starts_at, Invitation.id)).all()
    return [each for each in found if not _is_over(each.participation.sitting.workshop)]


def _is_over(workshop: Workshop) -> bool:
    over = (WorkshopState.HELD, WorkshopState.CLOSED, WorkshopState.CANCELLED)
    return workshop.state in over or workshop.deleted_at is not None


def list_open_of_address(address: str) -> Sequence[Invitation]:
    """The open invitations of whoever has that address, by day."""
    query = (
        _open().join(Participation.person).where(at_address(address), Sitting.is_hold.is_(False))
    )
    return db.session.scalars(query.order_by(Sitting.starts_at, Invitation.id)).all()


def list_open_of_participation(participation_id: int) -> Sequence[Invitation]:
    """The open invitation of one participation, if any; also of one just taken off."""
    query = whole().where(
        Invitation.participation_id == participation_id, Invitation.cancelled_at.is_(None)
    )
    return db.session.scalars(query.order_by(Invitation.id)).all()


def get_open_of_participation(participation_id: int) -> Invitation:
    """The open invitation of one participation. Raises NotFound."""
    found = list_open_of_participation(participation_id)
    if not found:
        raise NotFound(N_("There is no such invitation."))
    return found[0]


def get_by_link(invitation_id: int, version: int) -> Invitation:
    """The invitation that a valid token names, also of a cancelled workshop.

    Raises NotFound, or Gone when the link was revoked or the invitation taken back.
    """
    found: Invitation | None = db.session.scalar(whole().where(Invitation.id == invitation_id))
    if found is None:
        raise NotFound(N_("This link is not known."))
    workshop = found.participation.sitting.workshop
    taken_back = found.cancelled_at is not None and workshop.state is not WorkshopState.CANCELLED
    deleted = workshop.deleted_at or workshop.engagement.deleted_at
    if found.link_version != version or taken_back or deleted:
        raise Gone(N_("This link is no longer in use."))
    return found


def get_participation(workshop: Workshop, public_id: str) -> Participation:
    """Somebody's place in a workshop, with who they are. Raises NotFound."""
    found = db.session.scalar(
        select(Participation)
        .join(Participation.sitting)
        .where(
            Participation.public_id == public_id,
            Participation.removed_at.is_(None),
            Sitting.workshop_id == workshop.id,
            Sitting.is_hold.is_(False),
        )
        .options(
            joinedload(Participation.person).options(
                joinedload(Person.organisation), joinedload(Person.discipline)
            )
        )
    )
    if found is None:
        raise NotFound(N_("This person is not on the workshop."))
    return found


def find_undelivered(invitations: Sequence[Invitation]) -> Letter | None:
    """The first letter that did not arrive, where nothing has been sent after it."""
    last = (each.letters[-1].letter for each in invitations if each.letters)
    return next((letter for letter in last if letter.state in UNDELIVERED), None)


def find_missed_by(letter: Letter) -> Invitation | None:
    """The open invitation whose last letter is this one, which did not arrive."""
    if letter.record_kind != Invitation.__tablename__ or letter.state not in UNDELIVERED:
        return None
    query = _open().where(Invitation.id == letter.record_id)
    found: Invitation | None = db.session.scalars(query).unique().one_or_none()
    return found if found is not None and found.letters[-1].letter_id == letter.id else None
