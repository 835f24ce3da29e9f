"""The few letters that an answer by mail may cause: to the guest alone, at most one a day.

Nothing else is ever written back, so that no loop of programs and no forger makes us mail.
"""

from dataclasses import replace
from datetime import datetime

from workshops.core import clock, locale
from workshops.invitations.calendar import entries, words
from workshops.invitations.models import Invitation, InvitationReply, LetterKind
from workshops.invitations.queries import sent_of
from workshops.invitations.rules.letters import spoken
from workshops.invitations.rules.limits import may_send_link, may_write_back
from workshops.invitations.rules.versions import next_stamp
from workshops.invitations.services import holds, letters
from workshops.mail.links import LinkSpec
from workshops.planning.models import Answer

PURPOSE = "reply"
WRITTEN_BACK = (LetterKind.WAS_IT_YOU, LetterKind.ANSWERED_FOR, LetterKind.ASK_AGAIN)


def may_write(invitation: Invitation) -> bool:
    """Whether an answer may cause a letter: no other has within a day."""
    written = [each.letter.queued_at for each in invitation.letters if each.kind in WRITTEN_BACK]
    return may_write_back(max(written, default=None), clock.now())


def ask_was_it_you(reply: InvitationReply) -> None:
    """Tell the guest of a no or maybe that nobody vouches for, with a link that takes it back."""
    maybe = reply.answer is Answer.MAYBE
    _post(reply.invitation, LetterKind.WAS_IT_YOU, {"maybe": maybe}, {"reply": link_of(reply)})


def tell_answered_for(reply: InvitationReply, who: str) -> None:
    """Tell the guest that somebody answered in their name, with a link to accept or dismiss."""
    _post(reply.invitation, LetterKind.ANSWERED_FOR, {"who": who}, {"reply": link_of(reply)})


def ask_again(invitation: Invitation) -> None:
    """Ask a guest who answered an older version, once for each version."""
    asked = [each.sequence for each in invitation.letters if each.kind is LetterKind.ASK_AGAIN]
    waits = invitation.participation.answer is Answer.NONE
    if waits and invitation.sequence not in asked and may_write(invitation):
        link = letters.link_of(invitation, sent_of(invitation))
        _post(invitation, LetterKind.ASK_AGAIN, {"asks": True}, {"answer": link})


def send_present(invitation: Invitation) -> None:
    """Send the present version again to a calendar that asks for it: at most once an hour."""
    if not may_send_link(letters.last_posted_at(invitation), clock.now()):
        return
    if invitation.participation.sitting.is_hold:
        holds.send_again(invitation)
    else:
        letters.post_again(invitation)


def cancel_again(invitation: Invitation) -> None:
    """Send the end of an entry once more to somebody who still has it: at most once a day."""
    ends = [each.letter.queued_at for each in invitation.letters if each.kind is LetterKind.CANCEL]
    if may_write_back(max(ends[1:], default=None), clock.now()):
        reason = invitation.participation.sitting.workshop.cancel_reason
        letters.post_cancellation(invitation, reason)


def decline_counter(reply: InvitationReply, reason: str) -> None:
    """Tell the guest who proposed another time that the present one stands."""
    invitation = reply.invitation
    shown = sent_of(invitation)
    answer = invitation.participation.answer
    invitation.stamped_at = next_stamp(invitation.stamped_at, clock.now())
    entry = letters.entry_of(invitation, shown, answer, asks=answer is Answer.NONE)
    context = {
        "asks": answer is Answer.NONE,
        "reason": reason,
        "proposed": _proposed(reply, shown.timezone),
    }
    composed = replace(
        letters.draft(invitation, LetterKind.DECLINE_COUNTER, shown, context),
        calendar=entries.decline_counter(entry, reason),
        calendar_method=entries.Method.DECLINE_COUNTER.value,
        links={"answer": letters.link_of(invitation, shown)},
    )
    letters.post(invitation, LetterKind.DECLINE_COUNTER, composed)


def link_of(reply: InvitationReply) -> LinkSpec:
    """The link by which the invited person settles an answer that came in their name."""
    shown = sent_of(reply.invitation)
    expires_at: datetime = shown.ends_at + letters.LINK_LIFE
    return LinkSpec("/answer/{token}", PURPOSE, reply.id, reply.invitation.link_version, expires_at)


def _proposed(reply: InvitationReply, zone: str) -> str:
    language = spoken(reply.invitation.participation.person.language)
    if reply.starts_at is None or reply.ends_at is None:
        return locale.long_moment(reply.stamped_at or reply.created_at, zone, language)
    return words.when(reply.starts_at, reply.ends_at, zone, language)


def _post(
    invitation: Invitation,
    kind: LetterKind,
    context: dict[str, object],
    links: dict[str, LinkSpec],
) -> None:
    shown = sent_of(invitation)
    composed = replace(letters.draft(invitation, kind, shown, context), links=links)
    letters.post(invitation, kind, composed)
