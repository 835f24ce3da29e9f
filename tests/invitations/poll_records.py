"""Records of date polls for every address that names one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.planning.makers import make_poll
from workshops.invitations.services import polling
from workshops.planning.models.polls import DatePoll

if TYPE_CHECKING:
    from tests.architecture.records import World


def poll_of(world: "World") -> DatePoll:
    """An open poll of the world's workshop."""
    return make_poll(world.workshop)


def _poll(world: "World") -> DatePoll:
    return world.once(poll_of)


def _token(world: "World") -> str:
    """The personal link of the first guest."""
    return polling.link_of(_poll(world).guests[0]).url().rpartition("/")[2]


MAKERS: dict[str, Callable[["World"], str]] = {
    "poll_id": lambda world: _poll(world).public_id,
    "slot_id": lambda world: _poll(world).slots[0].public_id,
    "poll_guest_id": lambda world: _poll(world).guests[0].public_id,
    "polls.vote_page.token": _token,
    "polls.vote.token": _token,
}
