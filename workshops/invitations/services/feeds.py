"""Calendar subscriptions: made, renewed and revoked by their owner; written for whoever fetches.

An address is random and shown once; only its hash is kept. What is shown is what the owner may see
at the moment of fetching, so a subscription ends with its owner's account.
"""

import secrets
from dataclasses import dataclass

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Gone, NotAllowed
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.invitations import permissions
from workshops.invitations.models import Feed, FeedKind
from workshops.invitations.queries import feeds as queries
from workshops.mail.links import hash_of
from workshops.people.models import Person
from workshops.planning.models import Room

MOST = 20
OCTETS = 32


@dataclass(frozen=True)
class Wish:
    """What a subscription is to show: one's own days, a team's or a room's."""

    engagement: Engagement | None = None
    room: Room | None = None
    with_invited: bool = False
    alarm_minutes: int | None = None

    @property
    def kind(self) -> FeedKind:
        """Whose workshops that is."""
        if self.engagement is not None:
            return FeedKind.TEAM
        return FeedKind.ROOM if self.room is not None else FeedKind.PERSON


def make_feed(actor: Actor, *, wish: Wish, guest: Person | None = None) -> tuple[Feed, str]:
    """A new subscription and its token, which nobody can read again. Raises Conflict after twenty.

    With `guest` it is that guest's own, whose link the actor holds.
    """
    if not permissions.can_subscribe(actor):
        raise NotAllowed(N_("Your role does not give access to this."))
    require_there(guest)
    mine = queries.list_of_person(guest.id) if guest else queries.list_of_user(actor.id or 0)
    if sum(1 for each in mine if each.revoked_at is None) >= MOST:
        raise Conflict(N_("You have twenty calendar subscriptions already; revoke one first."))
    token = secrets.token_urlsafe(OCTETS)
    feed = Feed(
        kind=wish.kind,
        user_id=None if guest else actor.id,
        person_id=guest.id if guest else None,
        engagement=wish.engagement,
        room=wish.room,
        with_invited=wish.with_invited,
        alarm_minutes=wish.alarm_minutes,
        hashed=hash_of(token),
    )
    db.session.add(feed)
    db.session.flush()
    _note(actor, "feed_made", feed)
    return feed, token


def renew_feed(actor: Actor, *, feed: Feed) -> str:
    """Give a subscription another address; the old one stops at once.

    Raises NotAllowed, and Gone when it was revoked.
    """
    _require_own(actor, feed)
    if feed.revoked_at is not None:
        raise Gone(N_("This calendar subscription was revoked. Make a new one."))
    token = secrets.token_urlsafe(OCTETS)
    feed.hashed = hash_of(token)
    feed.renewed_at = clock.now()
    db.session.flush()
    _note(actor, "feed_renewed", feed)
    return token


def revoke_feed(actor: Actor, *, feed: Feed) -> None:
    """End a subscription; once more changes nothing. Raises NotAllowed."""
    _require_own(actor, feed)
    if feed.revoked_at is None:
        feed.revoked_at = clock.now()
        db.session.flush()
        _note(actor, "feed_revoked", feed)


def _require_own(actor: Actor, feed: Feed) -> None:
    if not permissions.can_change_feed(actor, feed):
        raise NotAllowed(N_("Your role does not give access to this."))


def follow_person(*, kept_id: int, gone_id: int) -> None:
    """Hand the subscriptions of one person to another."""
    for feed in queries.list_of_person(gone_id):
        feed.person_id = kept_id
    db.session.flush()


def _note(actor: Actor, act: str, feed: Feed) -> None:
    title = {FeedKind.TEAM: feed.engagement, FeedKind.ROOM: feed.room}.get(feed.kind)
    activity.record(
        actor,
        act,
        feed,
        title=title.name if title else actor.name,
        engagement_id=feed.engagement_id,
    )
