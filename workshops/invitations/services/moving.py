"""A changed address: the entry ends where it stands and begins where the guest reads now."""

from sqlalchemy import update

from workshops.core import clock
from workshops.core.db import db
from workshops.invitations import queries
from workshops.invitations.calendar import entries, house
from workshops.invitations.models import (
    Invitation,
    InvitationReply,
    LetterKind,
    ReplyOutcome,
)
from workshops.invitations.services import holds, letters, polling
from workshops.invitations.services.addresses import holder_of
from workshops.invitations.services.inviting import withdraw
from workshops.people.models import Person
from workshops.planning.models.polls import PollGuest
from workshops.planning.queries import polls as planning


def follow_address(*, person_id: int) -> None:
    """Bring entries of days to come, and questions of open polls, to a person's present address.

    Whoever may have an entry gets its cancellation (RFC 5546 3.2.5); the new address gets the
    same under a UID of its own, with the answer that stands. Days that have begun stay as they
    are, and so does everything of somebody who has no address any more.
    """
    person = db.session.get_one(Person, person_id)
    if not person.email:
        return
    for guest in planning.list_open_of_address(person.email):
        if guest.person_id == person.id:
            _ask_there(guest)
    for invitation in queries.list_to_come_of_person(person.id, clock.now()):
        if holder_of(invitation) != person.email:
            _move(invitation)


def take_over(stays: Invitation, other: Invitation, *, answer: bool) -> None:
    """Let one entry go on as another: the answer, if it counts, and what was looked at and asked.

    The answer was given to the version that stands now.
    """
    if answer and other.answered_sequence is not None:
        stays.answered_sequence, stays.answer_way = stays.sequence, other.answer_way
        stays.answered_to, stays.replied_at = other.answered_to, other.replied_at
        stays.older_answer = None
    stays.reminders_off_at = stays.reminders_off_at or other.reminders_off_at
    opened = [each for each in (stays.opened_at, other.opened_at) if each]
    seen = [each for each in (stays.last_opened_at, other.last_opened_at) if each]
    stays.opened_at, stays.last_opened_at = min(opened, default=None), max(seen, default=None)
    db.session.execute(
        update(InvitationReply)
        .where(
            InvitationReply.invitation_id == other.id,
            InvitationReply.outcome == ReplyOutcome.WAITING,
        )
        .values(invitation_id=stays.id)
    )


def _move(invitation: Invitation) -> None:
    placed = invitation.participation
    sent_to = invitation.letters[-1].letter.to_address if invitation.letters else ""
    if sent_to == placed.person.email:
        return
    if placed.sitting.is_hold:
        _move_hold(invitation)
    elif holder_of(invitation):
        _begin_anew(invitation)
    else:
        letters.post_again(invitation)


def _begin_anew(old: Invitation) -> None:
    """The old entry ends where it stands, and one with its own UID begins at the new address."""
    uid = entries.uid(house.rsvp_address())
    new = Invitation(participation=old.participation, uid=uid, sent=old.sent, letters=[])
    new.older_answer = old.older_answer
    db.session.add(new)
    db.session.flush()
    take_over(new, old, answer=True)
    withdraw(old, moved=True)
    letters.post_again(new, LetterKind.INVITE)


def _move_hold(invitation: Invitation) -> None:
    placed = invitation.participation
    found = planning.find_ballot(placed.sitting_id, placed.person_id)
    if found is None:
        return
    guest = planning.get_guest(found[1].id)
    if holder_of(invitation):
        holds.take_back(invitation)
        holds.open_hold(placed, guest)
    else:
        holds.send_to_address(invitation, guest)


def _ask_there(guest: PollGuest) -> None:
    """The question to the new address, unless nobody was asked yet or it is too late to answer."""
    asked = polling.last_address(guest)
    late = planning.voting_obstacle(guest.poll, clock.now())
    if asked and asked != guest.person.email and not late:
        polling.send_to_address(guest)
