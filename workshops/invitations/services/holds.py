"""Days that a poll keeps free in calendars: the entry comes, and is confirmed or goes again."""

from dataclasses import replace

from workshops.core import clock
from workshops.core.db import db
from workshops.invitations.calendar import entries, house, words
from workshops.invitations.calendar.entries import Method
from workshops.invitations.models import Invitation, LetterKind
from workshops.invitations.queries import sent_of, shown_now
from workshops.invitations.rules.letters import spoken
from workshops.invitations.rules.versions import Shown, Version, next_stamp
from workshops.invitations.services import addresses, letters
from workshops.invitations.services.polling import link_of
from workshops.mail import outbox
from workshops.mail.models import Letter
from workshops.planning.models import Answer, Participation
from workshops.planning.models.polls import PollGuest, Vote
from workshops.planning.queries.polls import find_ballot, get_guest

ECHO = {Vote.YES: Answer.MAYBE}


def open_hold(placed: Participation, guest: PollGuest) -> Invitation:
    """A new entry with its own UID that is tentative and asks for nothing."""
    invitation = _new(placed)
    shown = shown_now(placed)
    invitation.stamped_at = next_stamp(None, clock.now())
    invitation.sent = shown.as_json()
    _post_hold(invitation, shown, _entry(invitation, shown), guest)
    return invitation


def send_to_address(invitation: Invitation, guest: PollGuest) -> None:
    """The same entry for the address that the guest has now; what waits for the old one stays."""
    letters.drop_unsent(invitation)
    invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
    shown = sent_of(invitation)
    _post_hold(invitation, shown, _entry(invitation, shown), guest)


def send_again(invitation: Invitation) -> None:
    """The same entry once more, for a calendar that asks for it."""
    placed = invitation.participation
    found = find_ballot(placed.sitting_id, placed.person_id)
    held = [each.letter.calendar for each in invitation.letters if each.letter.calendar]
    if found is not None and held:
        shown = sent_of(invitation)
        _post_hold(invitation, shown, held[-1], get_guest(found[1].id))


def take_back(invitation: Invitation) -> None:
    """End a hold: a cancellation where the guest may have it, silence where it has not left."""
    if addresses.has_left(invitation):
        _post_release(invitation)
    else:
        letters.drop_unsent(invitation)
    invitation.cancelled_at = clock.now()
    db.session.flush()


def confirm(invitation: Invitation, said: Vote | None) -> Letter:
    """The hold of the chosen day becomes an invitation under the same UID.

    A yes in the poll is no answer: it stands as tentative in the entry, and everybody is asked.
    """
    return _invite(invitation, invitation.sequence + 1, said)


def invite_at_once(placed: Participation, said: Vote | None) -> Letter:
    """The chosen day for somebody whose calendar never had it as a hold."""
    return _invite(_new(placed), 0, said)


def _new(placed: Participation) -> Invitation:
    invitation = Invitation(participation=placed, uid=entries.uid(house.rsvp_address()))
    db.session.add(invitation)
    db.session.flush()
    return invitation


def _invite(invitation: Invitation, sequence: int, said: Vote | None) -> Letter:
    echoed = ECHO.get(said, Answer.NONE) if said else Answer.NONE
    version = Version(sequence, echoed, True, None)
    return letters.post_version(invitation, LetterKind.INVITE, version)


def _entry(invitation: Invitation, shown: Shown) -> bytes:
    language = spoken(invitation.participation.person.language)
    return entries.request(
        replace(
            letters.entry_of(invitation, shown, Answer.NONE, asks=False),
            title=words.hold_title(shown.title, language),
            description=words.hold_description(shown, outbox.placeholder("answer"), language),
            tentative=True,
        )
    )


def _post_hold(invitation: Invitation, shown: Shown, calendar: bytes, guest: PollGuest) -> Letter:
    composed = replace(
        letters.draft(invitation, LetterKind.HOLD, shown, {}),
        calendar=calendar,
        calendar_method=Method.REQUEST.value,
        links={"answer": link_of(guest)},
    )
    return letters.post(invitation, LetterKind.HOLD, composed)


def _post_release(invitation: Invitation) -> Letter:
    shown = sent_of(invitation)
    language = spoken(invitation.participation.person.language)
    invitation.sequence += 1
    invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
    entry = replace(
        letters.entry_of(invitation, shown, Answer.NONE, asks=False),
        title=words.cancelled_title(words.hold_title(shown.title, language), language),
    )
    composed = replace(
        letters.draft(invitation, LetterKind.RELEASE, shown, {}),
        calendar=entries.cancel(entry, ""),
        calendar_method=Method.CANCEL.value,
        supersedes=tuple(letters.letter_kind(kind) for kind in letters.ENTRIES),
    )
    return letters.post(invitation, LetterKind.RELEASE, composed)
