"""Inviting people to a workshop, and taking an invitation back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_
from workshops.invitations import permissions, queries
from workshops.invitations.calendar import entries, house
from workshops.invitations.models import AnswerWay, Invitation, LetterKind
from workshops.invitations.queries.pending import list_uninvited
from workshops.invitations.rules.limits import may_resend, require_few_enough
from workshops.invitations.rules.pasted import PastedGuest
from workshops.invitations.rules.versions import Version, gets_cancellation
from workshops.invitations.services import addresses, letters
from workshops.invitations.services.reminding import plan_reminders
from workshops.people.models import Person
from workshops.people.queries.addresses import ids_at
from workshops.people.services import find_or_add_guests
from workshops.people.services.describing import Said, describe_guests
from workshops.planning.models import (
    Answer,
    ParticipantRole,
    Participation,
    Seat,
    Workshop,
    WorkshopState,
)
from workshops.planning.services import acts, participation
from workshops.planning.services.asking import ask_again
from workshops.planning.services.participation import OVER, may_be_taken_off
from workshops.planning.services.workshops import change_state


@dataclass(frozen=True)
class GuestList:
    """Whom to invite: people of the directory and people who were pasted in.

    Those with an address in `key` are key persons, whatever `role` the others have.
    """

    people: Sequence[Person]
    pasted: Sequence[PastedGuest]
    role: ParticipantRole = ParticipantRole.PARTICIPANT
    seat: Seat = Seat.ON_SITE
    key: frozenset[str] = frozenset()


def invite(actor: Actor, *, workshop: Workshop, guests: GuestList) -> list[Invitation]:
    """Put people on a workshop and send each an invitation to every sitting still to come.

    Who has an open invitation already gets nothing. Raises NotAllowed; Conflict when the workshop
    is over; Invalid for too many people or one without an address.
    """
    require_may_invite(actor, workshop)
    require_to_come(workshop)
    people = everybody(actor, workshop, guests)
    invited = {each.participation.person_id for each in queries.list_open(workshop.id)}
    require_few_enough(len({p.id for p in people} - invited), len(invited))
    placed = _place(actor, workshop, people, guests)
    waiting = {each.id for each in list_uninvited(workshop.id, clock.now())}
    sent = invite_anew(actor, workshop, [each for each in placed if each.id in waiting])
    if sent:
        plan_reminders(workshop.sittings)
        acts.record(actor, "invited", workshop)
    return sent


def _place(
    actor: Actor, workshop: Workshop, people: Sequence[Person], guests: GuestList
) -> list[Participation]:
    """Put people on the workshop, each in their role."""
    wanted = ids_at(guests.key)
    key = [one for one in people if one.id in wanted]
    others = [one for one in people if one.id not in wanted]
    placed: list[Participation] = []
    for some, role in ((key, ParticipantRole.KEY_PERSON), (others, guests.role)):
        if some:
            placed += participation.add_guests(
                actor, workshop=workshop, people=some, role=role, seat=guests.seat
            )
    return placed


def invite_anew(
    actor: Actor, workshop: Workshop, placed: Sequence[Participation]
) -> list[Invitation]:
    """Invite whoever has no open invitation; the workshop is inviting from then on.

    An answer to an invitation that was taken back no longer counts: they are asked again, and keep
    the place that they have.
    """
    before = {each.id: each.answer for each in placed if each.answer is not Answer.NONE}
    for each in placed:
        if each.id in before:
            ask_again(actor, participation=each)
    sent = open_invitations(placed, before)
    if sent and workshop.state is WorkshopState.DRAFT:
        change_state(actor, workshop=workshop, to=WorkshopState.INVITING, now=clock.now())
    return sent


def open_invitations(
    placed: Sequence[Participation], before: Mapping[int, Answer] | None = None
) -> list[Invitation]:
    """For each a new invitation with a new UID, and its first letter.

    `before` has what some had answered to an earlier one, by participation.
    """
    address = house.rsvp_address()
    opened = [
        Invitation(participation=each, uid=entries.uid(address), letters=[]) for each in placed
    ]
    db.session.add_all(opened)
    db.session.flush()
    for invitation in opened:
        older = (before or {}).get(invitation.participation_id)
        invitation.older_answer = older
        letters.post_version(invitation, LetterKind.INVITE, Version(0, Answer.NONE, True, older))
    return opened


def remove_guest(actor: Actor, *, workshop: Workshop, person: Person, reason: str = "") -> None:
    """Take one person off what is to come; whoever got an invitation gets its cancellation, alone.

    Raises as `participation.remove`.
    """
    require_may_invite(actor, workshop)
    for invitation in queries.list_open_of_person(workshop.id, person.id):
        if may_be_taken_off(invitation.participation, clock.now()):
            withdraw(invitation, reason=reason)
    participation.remove(actor, workshop=workshop, person=person)


def resend(actor: Actor, *, invitation: Invitation) -> None:
    """Send the present version once more.

    Raises NotAllowed, and Conflict when it is too soon or the day is over.
    """
    sitting = invitation.participation.sitting
    require_may_invite(actor, sitting.workshop)
    if sitting.ends_at <= clock.now():
        raise Conflict(N_("The day is over; there is nothing left to send."))
    if not may_resend(letters.last_posted_at(invitation), clock.now()):
        raise Conflict(N_("The last letter is only minutes old. Wait a little, then send again."))
    send_again(actor, invitation)


def send_again(actor: Actor, invitation: Invitation) -> None:
    """Send the present version once more, and write down that it was."""
    letters.post_again(invitation)
    note_sent_again(actor, invitation)


def note_sent_again(actor: Actor, invitation: Invitation) -> None:
    """Write down that somebody has sent the present version once more."""
    workshop = invitation.participation.sitting.workshop
    activity.record(
        actor,
        "sent_again",
        invitation,
        title=workshop.name,
        engagement_id=workshop.engagement_id,
    )


def withdraw(
    invitation: Invitation, *, reason: str = "", tell: bool = True, moved: bool = False
) -> None:
    """End an invitation: a cancellation where the guest may have the entry, silence where not.

    A day that is over stays in the calendars as it was. `moved`: the letter says that the entry
    goes on at another address.
    """
    over = invitation.participation.sitting.ends_at <= clock.now()
    if tell and not over and addresses.has_left(invitation):
        letters.post_cancellation(invitation, reason, moved=moved)
    else:
        letters.drop_unsent(invitation)
    invitation.cancelled_at = clock.now()
    db.session.flush()


def withdraw_all(*, workshop_id: int, reason: str) -> None:
    """End what is to come of a cancelled workshop; who has the entry no more is not written to."""
    for invitation in queries.list_to_come(workshop_id, clock.now()):
        withdraw(invitation, reason=reason, tell=_may_have_entry(invitation))


def _may_have_entry(invitation: Invitation) -> bool:
    placed, sent = invitation.participation, invitation.letters
    said_at = placed.answered_at
    return gets_cancellation(
        placed.answer,
        by_calendar=invitation.answer_way is AnswerWay.MAIL,
        sent_since=any(
            each.kind in addresses.REQUESTS and said_at and each.letter.queued_at > said_at
            for each in sent
        ),
    )


def require_may_invite(actor: Actor, workshop: Workshop) -> None:
    """Raise NotAllowed unless the actor may send letters about this workshop."""
    if not permissions.can_invite(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can send invitations."))


def require_to_come(workshop: Workshop) -> None:
    """Raise Conflict when there is nothing left to invite to."""
    if workshop.state in OVER or workshop.deleted_at is not None:
        raise Conflict(N_("The workshop is closed or cancelled."))
    if all(sitting.starts_at <= clock.now() for sitting in workshop.sittings):
        raise Conflict(N_("The workshop has no day that is still to come."))


def everybody(actor: Actor, workshop: Workshop, guests: GuestList) -> list[Person]:
    """The people themselves, once each; pasted ones are found by address or added as guests.

    Raises Invalid for nobody, too many, or one without an address.
    """
    require_few_enough(len(guests.people) + len(guests.pasted), 0)
    if not guests.people and not guests.pasted:
        raise Invalid(N_("Choose or paste at least one person."), field="guests")
    pasted = [(each.name, each.address) for each in guests.pasted]
    added = find_or_add_guests(actor, guests=pasted, language=workshop.language)
    said = [
        Said(person, each.organisation, each.discipline)
        for person, each in zip(added, guests.pasted, strict=True)
        if each.organisation or each.discipline
    ]
    if said:
        describe_guests(actor, said=said)
    found = [*guests.people, *added]
    for person in found:
        if not person.email:
            raise Invalid(N_("%(name)s has no e-mail address."), field="guests", name=person.name)
    return list({person.id: person for person in found}.values())
