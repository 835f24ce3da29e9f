"""A letter that did not arrive: another address, and the same letter once more."""

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.errors import Conflict, Invalid
from workshops.core.text import N_
from workshops.invitations import queries
from workshops.invitations.models import Invitation
from workshops.invitations.services import holds, polling
from workshops.invitations.services.inviting import require_may_invite, send_again
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
    _correct(actor, workshop, person, address, version)
    sent = [each for each in queries.list_open_of_person(workshop.id, person.id) if _missed(each)]
    for invitation in sent:
        send_again(actor, invitation)
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
    polling.send_to_address(guest)
    for invitation in queries.list_holds_of_person(workshop.id, guest.person_id):
        holds.send_to_address(invitation, guest)
    acts.record(actor, "poll_asked_again", workshop)


def _correct(actor: Actor, workshop: Workshop, person: Person, address: str, version: int) -> None:
    before = person.email
    correct_address(actor, person=person, email=address, version=version, own=own(actor, workshop))
    if person.email == before:
        raise Invalid(N_("This is the address that the letter did not reach."), "email")


def _missed(invitation: Invitation) -> bool:
    """Whether the guest still needs the entry and the last letter went to another address."""
    placed = invitation.participation
    last = invitation.letters[-1].letter if invitation.letters else None
    missed = last is not None and last.to_address != placed.person.email
    return missed and placed.sitting.starts_at > clock.now()
