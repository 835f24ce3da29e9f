"""A letter that did not arrive: another address, and the same letter once more."""

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.errors import Conflict, Invalid
from workshops.core.text import N_
from workshops.invitations import queries
from workshops.invitations.services.inviting import note_sent_again, require_may_invite
from workshops.people.models import Person
from workshops.people.services import correct_address
from workshops.planning.models import Workshop
from workshops.planning.models.polls import PollGuest
from workshops.planning.permissions import own
from workshops.planning.queries import polls
from workshops.planning.services import acts


def correct_and_send(
    actor: Actor, *, workshop: Workshop, person: Person, address: str, version: int
) -> int:
    """Write a guest's right address and send the present invitations there; how many were sent.

    What is over, or was sent to that address already, is not sent. Raises NotAllowed; Invalid for
    an address that is none or the old one, Conflict for another person's, Stale when somebody
    saved the person since `version`.
    """
    require_may_invite(actor, workshop)
    before = {
        entry.letter_id
        for each in queries.list_open_of_person(workshop.id, person.id)
        for entry in each.letters
    }
    _correct(actor, workshop, person, address, version)
    sent = [
        each
        for each in queries.list_open_of_person(workshop.id, person.id)
        if each.letters and each.letters[-1].letter_id not in before
    ]
    for invitation in sent:
        note_sent_again(actor, invitation)
    return len(sent)


def correct_and_ask(actor: Actor, *, guest: PollGuest, address: str, version: int) -> None:
    """Write the right address of somebody whom a poll asks and send question and holds there.

    The link that went to the other address ends. Raises as `correct_and_send`, and Conflict when
    it is too late to answer.
    """
    workshop = guest.poll.workshop
    require_may_invite(actor, workshop)
    obstacle = polls.voting_obstacle(guest.poll, clock.now())
    if obstacle:
        raise Conflict(obstacle)
    _correct(actor, workshop, guest.person, address, version)
    acts.record(actor, "poll_asked_again", workshop)


def _correct(actor: Actor, workshop: Workshop, person: Person, address: str, version: int) -> None:
    before = person.email
    correct_address(actor, person=person, email=address, version=version, own=own(actor, workshop))
    if person.email == before:
        raise Invalid(N_("This is the address that the letter did not reach."), "email")
