"""Reads of calendar subscriptions and of what they show; a fixed number of queries each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select, true
from sqlalchemy.orm import joinedload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.engagements.queries import visible as visible_engagements
from workshops.invitations.models import (
    Feed,
    FeedKind,
    Invitation,
    InvitationLetter,
    LetterKind,
)
from workshops.mail.models import NEVER_LEFT, Letter
from workshops.people.models import Person
from workshops.planning import queries as planning
from workshops.planning.models import (
    Participation,
    Room,
    Sitting,
    Workshop,
    WorkshopFacilitator,
    WorkshopState,
)

Rows = Sequence[Row[Any]]
_SHOWN = (
    Sitting.id,
    Sitting.public_id,
    Sitting.starts_at,
    Sitting.length_minutes,
    Sitting.timezone,
    Sitting.online_url,
    Sitting.is_hold,
    Sitting.removed_at,
    Sitting.version,
    Sitting.updated_at,
    Workshop.public_id.label("workshop_public_id"),
    Workshop.name,
    Workshop.purpose,
    Workshop.state,
    Workshop.version.label("workshop_version"),
    Workshop.updated_at.label("workshop_updated_at"),
    Workshop.cancelled_at,
    Room.name.label("room_name"),
    Room.address.label("room_address"),
    Room.updated_at.label("room_updated_at"),
)
_PLACED = (
    Participation.seat,
    Participation.answer,
    Participation.place,
    Participation.removed_at.label("taken_off_at"),
    Participation.version.label("participation_version"),
    Participation.updated_at.label("participation_updated_at"),
)


def find_feed(kind: FeedKind, hashed: str) -> Feed:
    """The subscription behind an address. Unknown and revoked are the same: raises NotFound."""
    found = db.session.scalar(
        select(Feed)
        .where(Feed.hashed == hashed, Feed.kind == kind, Feed.revoked_at.is_(None))
        .options(
            joinedload(Feed.user),
            joinedload(Feed.person),
            joinedload(Feed.engagement),
            joinedload(Feed.room),
        )
    )
    if found is None:
        raise NotFound(N_("This link is not known."))
    return found


def list_of_user(user_id: int) -> Sequence[Feed]:
    """An account's subscriptions, the newest first; revoked ones last."""
    return _listed(Feed.user_id == user_id)


def list_of_person(person_id: int) -> Sequence[Feed]:
    """A guest's own subscriptions, the newest first; revoked ones last."""
    return _listed(Feed.person_id == person_id)


def get_of_user(actor: Actor, public_id: str) -> Feed:
    """One of the actor's own subscriptions. Raises NotFound."""
    return _one(and_(Feed.user_id == (actor.id or 0), Feed.public_id == public_id))


def get_of_person(person_id: int, public_id: str) -> Feed:
    """One of a guest's own subscriptions. Raises NotFound."""
    return _one(and_(Feed.person_id == person_id, Feed.public_id == public_id))


def may_read_engagement(actor: Actor, engagement_id: int | None) -> bool:
    """Whether the owner of a team's subscription may still see the engagement."""
    query = visible_engagements(actor).where(Engagement.id == engagement_id)
    return db.session.scalar(query.with_only_columns(Engagement.id)) is not None


def list_of_room(actor: Actor, room_id: int | None, span: tuple[datetime, datetime]) -> Rows:
    """What stands in a room, as far as the owner may see workshops."""
    return _rows(_seen(actor, span).where(Sitting.room_id == room_id))


def list_of_team(actor: Actor, engagement_id: int | None, span: tuple[datetime, datetime]) -> Rows:
    """The days of an engagement's workshops, as far as the owner may see them."""
    return _rows(_seen(actor, span).where(Workshop.engagement_id == engagement_id))


def list_of_account(user_id: int, span: tuple[datetime, datetime], with_invited: bool) -> Rows:
    """The days that an account runs or is on as a participant."""
    me = select(Person.id).where(Person.user_id == user_id).scalar_subquery()
    runs = Workshop.facilitators.any(WorkshopFacilitator.user_id == user_id)
    mine = and_(Participation.sitting_id == Sitting.id, Participation.person_id == me)
    query = _between(span, *_PLACED).outerjoin(Participation, mine)
    return _rows(query.where(or_(runs, Participation.id.is_not(None)), _unless(with_invited)))


def list_of_guest(person_id: int, span: tuple[datetime, datetime], with_invited: bool) -> Rows:
    """The days that a guest is on; drafts that nobody has been told of are left out."""
    query = _between(span, *_PLACED).join(Participation, Participation.sitting_id == Sitting.id)
    return _rows(
        query.where(
            Participation.person_id == person_id,
            or_(Workshop.state != WorkshopState.DRAFT, Sitting.is_hold),
            _unless(with_invited),
        )
    )


def _listed(condition: Any) -> Sequence[Feed]:
    return db.session.scalars(
        select(Feed)
        .where(condition)
        .options(joinedload(Feed.engagement), joinedload(Feed.room))
        .order_by(Feed.revoked_at.is_not(None), Feed.id.desc())
    ).all()


def _one(condition: Any) -> Feed:
    found = db.session.scalar(select(Feed).where(condition))
    if found is None:
        raise NotFound(N_("There is no such calendar subscription."))
    return found


def _between(span: tuple[datetime, datetime], *more: Any) -> Select[Any]:
    columns: tuple[Any, ...] = (*_SHOWN, *more)
    return (
        select(*columns)
        .join(Sitting.workshop)
        .outerjoin(Sitting.room)
        .where(
            Workshop.deleted_at.is_(None), Sitting.starts_at >= span[0], Sitting.starts_at < span[1]
        )
    )


def _seen(actor: Actor, span: tuple[datetime, datetime]) -> Select[Any]:
    allowed = planning.visible(actor).with_only_columns(Workshop.id)
    return _between(span).where(Workshop.id.in_(allowed))


def _unless(with_invited: bool) -> Any:
    """Not what was mailed as an invitation, unless both are wanted."""
    mailed = (
        select(InvitationLetter.id)
        .join(Invitation, Invitation.id == InvitationLetter.invitation_id)
        .join(Letter, Letter.id == InvitationLetter.letter_id)
        .where(
            Invitation.participation_id == Participation.id,
            InvitationLetter.kind != LetterKind.CANCEL,
            Letter.state.not_in(NEVER_LEFT),
        )
        .exists()
    )
    return true() if with_invited else ~mailed


def _rows(query: Select[Any]) -> Rows:
    return db.session.execute(query.order_by(Sitting.starts_at, Sitting.id)).all()
