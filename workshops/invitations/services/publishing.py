"""What a calendar subscription shows at this moment, as bytes. It only reads."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask_babel import force_locale, gettext

from workshops.core import clock
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.invitations.calendar import house
from workshops.invitations.calendar.feeds import FeedEntry, FeedHead, write
from workshops.invitations.models import Feed, FeedKind
from workshops.invitations.queries import feeds as queries
from workshops.invitations.rules.feeds import Standing, Status, midnight, status, window
from workshops.invitations.rules.letters import spoken
from workshops.planning.models import Seat, WorkshopState

UID_LENGTH = 26


@dataclass(frozen=True)
class Published:
    """The calendar and when it last changed: a change of an entry, or of the day's window."""

    content: bytes
    changed_at: datetime


@dataclass(frozen=True)
class Words:
    """The few words of a calendar, said once in its owner's language."""

    hold: str
    waiting: str
    cancelled: str
    online: str
    join: str
    name: str

    @classmethod
    def of(cls, feed: Feed, language: str) -> "Words":
        """In one language; texts with a place for what they are about."""
        shown = feed.engagement or feed.room
        with force_locale(language):
            return cls(
                hold=str(gettext("[Hold] %(title)s", title="%s")),
                waiting=str(gettext("[Waiting list] %(title)s", title="%s")),
                cancelled=str(gettext("Cancelled: %(title)s", title="%s")),
                online=str(gettext("Online")),
                join=str(gettext("Join online: %(url)s", url="%s")),
                name=shown.name if shown else str(gettext("My workshops")),
            )


def publish(feed: Feed) -> Published:
    """The calendar behind a subscription. Raises NotFound when its owner lost sight of it."""
    now = clock.now()
    rows = _rows(feed, window(now))
    owner = feed.user or feed.person
    words = Words.of(feed, spoken(owner.language if owner else "en"))
    entries = [entry for row in rows if (entry := _entry(feed, row, words, now)) is not None]
    changes = [_changed(feed, row) for row in rows]
    head = FeedHead(words.name, now.year, feed.alarm_minutes)
    return Published(write(head, entries), max([feed.updated_at, midnight(now), *changes]))


def _rows(feed: Feed, span: tuple[datetime, datetime]) -> queries.Rows:
    user, person = feed.user, feed.person
    if user is None:
        if person is None or person.deleted_at is not None:
            raise NotFound(N_("This link is not known."))
        return queries.list_of_guest(person.id, span, feed.with_invited)
    if not user.is_active:
        raise NotFound(N_("This link is not known."))
    if feed.kind is FeedKind.PERSON:
        return queries.list_of_account(user.id, span, feed.with_invited)
    if feed.kind is FeedKind.ROOM:
        return queries.list_of_room(user.actor(), feed.room_id, span)
    if not queries.may_read_engagement(user.actor(), feed.engagement_id):
        raise NotFound(N_("This link is not known."))
    return queries.list_of_team(user.actor(), feed.engagement_id, span)


def _entry(feed: Feed, row: Any, words: Words, now: datetime) -> FeedEntry | None:
    own = feed.kind is FeedKind.PERSON
    shown = status(_standing(row, own), now)
    if shown is None:
        return None
    return FeedEntry(
        uid=_uid(feed, row.public_id),
        sequence=_sequence(row, own),
        changed_at=_changed(feed, row),
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=row.length_minutes),
        timezone=row.timezone,
        title=_title(row, shown, words),
        description="" if feed.kind is FeedKind.ROOM else _description(row, words),
        location=_location(feed, row, words),
        url=house.workshop_page(row.workshop_public_id) if feed.user_id else "",
        status=shown,
    )


def _standing(row: Any, own: bool) -> Standing:
    called_off = row.workshop_updated_at if row.state is WorkshopState.CANCELLED else None
    if row.cancelled_at and row.starts_at <= row.cancelled_at:
        called_off = None
    ends = (row.removed_at, row.taken_off_at if own else None, called_off)
    return Standing(
        ended_at=next((each for each in ends if each is not None), None),
        hold=row.is_hold,
        answer=row.answer if own else None,
        place=row.place if own else None,
    )


def _sequence(row: Any, own: bool) -> int:
    """Rises with every change of what the entry is made of, and never falls."""
    placed = row.participation_version or 1 if own else 1
    return int(row.version + row.workshop_version + placed - 3)


def _changed(feed: Feed, row: Any) -> datetime:
    moments: list[datetime | None] = [row.updated_at, row.workshop_updated_at, row.room_updated_at]
    if feed.kind is FeedKind.PERSON:
        moments.append(row.participation_updated_at)
    return max(each for each in moments if each is not None)


def _title(row: Any, shown: Status, words: Words) -> str:
    title = str(row.name)
    if shown is Status.CANCELLED:
        return words.cancelled.replace("%s", title)
    if shown is Status.TENTATIVE:
        return (words.hold if row.is_hold else words.waiting).replace("%s", title)
    return title


def _description(row: Any, words: Words) -> str:
    join = words.join.replace("%s", row.online_url) if row.online_url else ""
    return "\n\n".join(filter(None, [join, row.purpose]))


def _location(feed: Feed, row: Any, words: Words) -> str:
    online = feed.kind is FeedKind.PERSON and row.seat is Seat.ONLINE
    if row.room_name and not online:
        return ", ".join(filter(None, [row.room_name, row.room_address]))
    return row.online_url or (words.online if online else "")


def _uid(feed: Feed, sitting: str) -> str:
    """One UID a sitting for all who share it, another for each person; never an invitation's."""
    owner = ""
    if feed.kind is FeedKind.PERSON:
        owner = f"user:{feed.user_id}" if feed.user_id else f"person:{feed.person_id}"
    name = sha256(f"workshops.feed:{owner}:{sitting}".encode()).hexdigest()[:UID_LENGTH]
    return f"{name}@{house.domain()}"
