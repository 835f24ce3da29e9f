"""Calendar subscriptions for every address that names one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workshops.core.db import transaction
from workshops.invitations.models import Feed
from workshops.invitations.queries import list_open_of_participation
from workshops.invitations.services.answers import link_actor
from workshops.invitations.services.feeds import Wish, make_feed

if TYPE_CHECKING:
    from tests.architecture.records import World


def own_feed(world: "World") -> tuple[Feed, str]:
    """The owner's own subscription and its token."""
    actor = world.owner.actor()
    with transaction():
        return make_feed(actor, wish=Wish())


def guest_feed(world: "World") -> tuple[Feed, str]:
    """The guest's own subscription and its token."""
    assert world.invitation_token
    (invitation,) = list_open_of_participation(world.participation.id)
    person, actor = world.person, link_actor(invitation)
    with transaction():
        return make_feed(actor, wish=Wish(), guest=person)


MAKERS: dict[str, Callable[["World"], str]] = {
    "feed_id": lambda world: world.once(own_feed)[0].public_id,
    "guest_feeds.renew.feed_id": lambda world: world.once(guest_feed)[0].public_id,
    "guest_feeds.revoke.feed_id": lambda world: world.once(guest_feed)[0].public_id,
    "feeds.calendar.kind": lambda _world: "person",
    "feeds.calendar.token": lambda world: world.once(own_feed)[1],
}
