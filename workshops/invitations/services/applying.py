"""What a reply does to the invitation it is about: it counts, it waits for a person, or nothing."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from workshops.core import clock
from workshops.core.addresses import normal_address
from workshops.core.errors import Conflict
from workshops.core.text import N_
from workshops.invitations.calendar import house
from workshops.invitations.models import (
    Invitation,
    ReplyOutcome,
    TrustLevel,
)
from workshops.invitations.rules import trust as rules
from workshops.invitations.rules.replied import Attendee, Reply, ReplyMethod
from workshops.invitations.rules.trust import Meaning, Standing
from workshops.invitations.services import addresses, answers, door, proposals, responses
from workshops.invitations.services.cases import (
    Case,
    Verdict,
    held_of,
    is_over,
    keep,
    lock_invitation,
    own_addresses,
)
from workshops.mail.models import Handling, Incoming
from workshops.mail.trust import Dmarc, Trust
from workshops.planning.models import Answer, Place

UNKNOWN_ENTRY = N_("An answer to an entry that is not ours.")
FOREIGN_ORGANISER = N_("The answer names %(organiser)s as the one who invites.")
TAKEN_BACK = N_("The invitation had been taken back.")
COMES_ALL_THE_SAME = N_("The guest says yes to an entry that was cancelled.")
UNCLEAR_WHO = N_("The answer does not say clearly which guest it is from.")
SOMEBODY_ELSE = N_("The answer came from %(address)s, not from the invited person.")
NO_SENDER = N_("The answer came from nobody that it names, not from the invited person.")
FORGED = N_("The sender could not be verified: the mail may be forged.")
AHEAD = N_("The answer is to a version that was never sent.")
TOO_LATE = N_("The day is over; the answer has no effect any more.")
REPLAYED = N_("A later answer stands already.")
SET_ASIDE = N_("By the guest's own clock this is older than the answer that stands, and otherwise.")
OLDER = N_("The answer was to an earlier version.")
NOTHING_SAID = N_("The calendar program says that nothing has been answered.")
UNKNOWN_ANSWER = N_("The calendar program says something that is neither yes, maybe nor no.")
SUBSTITUTE = N_("The guest would like to send %(address)s instead.")
CLAIMED_SUBSTITUTE = N_(
    "In the guest's name %(address)s is to come instead; nobody vouches that it is from them."
)
UNSURE_AGAIN = N_("A second no or maybe within a day that nobody vouches for.")
SENT_AGAIN = N_("The calendar program asked for the entry once more.")


def take_reply(incoming: Incoming, reply: Reply, trust: Trust) -> Verdict:
    """Apply a reply to the invitation of its UID, with the sitting's row held.

    Nobody is ever added by a reply, and a UID that is not ours is not answered.
    """
    invitation = lock_invitation(reply.uid)
    if invitation is None:
        return Verdict(Handling.IGNORED, UNKNOWN_ENTRY)
    if reply.organiser and reply.organiser != normal_address(house.rsvp_address()):
        params = {"organiser": reply.organiser}
        return Verdict(Handling.TRAY, FOREIGN_ORGANISER, invitation, params)
    if invitation.cancelled_at or invitation.participation.removed_at:
        return _taken_back(incoming, reply, trust, invitation)
    line = _line(reply, invitation)
    if line is None:
        return Verdict(Handling.TRAY, UNCLEAR_WHO, invitation)
    return _judged(_case(incoming, reply, trust, invitation, line))


def _taken_back(incoming: Incoming, reply: Reply, trust: Trust, invitation: Invitation) -> Verdict:
    """The entry is cancelled; who says yes to it all the same has it, and gets its end again."""
    line = _line(reply, invitation)
    over = invitation.participation.sitting.ends_at <= clock.now()
    if line is None or over or invitation.participation.sitting.is_hold:
        return Verdict(Handling.IGNORED, TAKEN_BACK, invitation)
    case = _case(incoming, reply, trust, invitation, line)
    comes = reply.method is ReplyMethod.REPLY and case.answer in (Answer.YES, Answer.MAYBE)
    if case.level is TrustLevel.CONFLICT or not comes:
        return Verdict(Handling.IGNORED, TAKEN_BACK, invitation)
    responses.cancel_again(invitation)
    keep(case, ReplyOutcome.LATE)
    return Verdict(Handling.TRAY, COMES_ALL_THE_SAME, invitation)


def _line(reply: Reply, invitation: Invitation) -> Attendee | None:
    """The guest's own line, or the only one there is; a wish to get it again needs none."""
    found = rules.line_of(reply.attendees, own_addresses(invitation))
    if found is None and len(reply.attendees) == 1:
        return reply.attendees[0]
    if found is None and reply.method is ReplyMethod.REFRESH:
        return Attendee(normal_address(addresses.address_of(invitation)), "NEEDS-ACTION")
    return found


def _case(
    incoming: Incoming, reply: Reply, trust: Trust, invitation: Invitation, line: Attendee
) -> Case:
    own = own_addresses(invitation)
    level = rules.level_of(trust, incoming.from_address, own, line.sent_by)
    if line.address not in own:
        level = TrustLevel.CONFLICT
    stamp = rules.stamp_of(reply, clock.now())
    return Case(incoming, reply, trust, invitation, line, level, stamp)


def _judged(case: Case) -> Verdict:
    if case.reply.method is ReplyMethod.REFRESH:
        return _refreshed(case)
    standing = rules.standing_of(case.reply, held_of(case.invitation), case.stamp)
    if is_over(case.invitation):
        return _kept(case, ReplyOutcome.LATE, TOO_LATE)
    if case.level is TrustLevel.CONFLICT:
        return _from_somebody_else(case, standing)
    handlers: Mapping[Standing, Callable[[Case], Verdict]] = {
        Standing.AHEAD: lambda case: _waiting(case, AHEAD),
        Standing.REPLAYED: _overtaken,
        Standing.OLDER: _older,
        Standing.CURRENT: _current,
    }
    return handlers[standing](case)


def _kept(case: Case, outcome: ReplyOutcome, reason: str) -> Verdict:
    keep(case, outcome)
    return Verdict(Handling.IGNORED, reason, case.invitation)


def _waiting(case: Case, reason: str, **params: object) -> Verdict:
    keep(case, ReplyOutcome.WAITING)
    return Verdict(Handling.TRAY, reason, case.invitation, params)


def _overtaken(case: Case) -> Verdict:
    """Set aside. Where only two clocks together say that it came before, somebody looks at it."""
    before, stands = case.invitation.replied_at, case.invitation.participation.answer
    by_one_clock = before is not None and case.stamp <= before
    if by_one_clock or case.answer in (None, stands):
        return _kept(case, ReplyOutcome.REPLAYED, REPLAYED)
    keep(case, ReplyOutcome.REPLAYED)
    return Verdict(Handling.TRAY, SET_ASIDE, case.invitation)


def _refreshed(case: Case) -> Verdict:
    """The present version goes once more to the invited address, wherever the wish came from."""
    if case.level is not TrustLevel.CONFLICT:
        responses.send_present(case.invitation)
    return _kept(case, ReplyOutcome.NOTED, SENT_AGAIN)


def _from_somebody_else(case: Case, standing: Standing) -> Verdict:
    """Nothing counts; the invited person is asked whether an answer in their name is theirs."""
    kept = keep(case, ReplyOutcome.WAITING)
    address = case.line.sent_by or case.incoming.from_address
    plain = case.answer is not None and case.reply.method is ReplyMethod.REPLY
    plain = plain and not case.invitation.participation.sitting.is_hold
    if plain and standing is Standing.CURRENT and responses.may_write(case.invitation):
        responses.tell_answered_for(kept, address)
    if case.trust.dmarc is Dmarc.FAIL:
        return Verdict(Handling.TRAY, FORGED, case.invitation)
    if not address:
        return Verdict(Handling.TRAY, NO_SENDER, case.invitation)
    return Verdict(Handling.TRAY, SOMEBODY_ELSE, case.invitation, {"address": address})


def _older(case: Case) -> Verdict:
    """Kept as the answer to an older version; the guest is asked once for the present one."""
    keep(case, ReplyOutcome.OLDER)
    if case.answer is not None:
        case.invitation.older_answer = case.answer
    responses.ask_again(case.invitation)
    return Verdict(Handling.APPLIED, OLDER, case.invitation)


def _current(case: Case) -> Verdict:
    if case.reply.method is ReplyMethod.COUNTER and not _same_time(case):
        return _countered(case)
    handlers: Mapping[Meaning, Callable[[Case], Verdict]] = {
        Meaning.ANSWER: _answered,
        Meaning.NOTHING: lambda case: _kept(case, ReplyOutcome.NOTED, NOTHING_SAID),
        Meaning.SUBSTITUTE: _delegated,
        Meaning.UNKNOWN: lambda case: _waiting(case, UNKNOWN_ANSWER),
    }
    return handlers[rules.meaning_of(case.line)](case)


def _delegated(case: Case) -> Verdict:
    """Somebody else instead: the same proposal that a guest makes by link, as long as it can be."""
    address = case.line.delegated_to[0]
    if case.level is not TrustLevel.VERIFIED:
        return _waiting(case, CLAIMED_SUBSTITUTE, address=address)
    named = [each.name for each in case.reply.attendees if each.address == address]
    kept = keep(case, ReplyOutcome.WAITING)
    with suppress(Conflict):
        door.propose_by_mail(reply=kept, name=next(iter(named), ""), email=address)
    return Verdict(Handling.TRAY, SUBSTITUTE, case.invitation, {"address": address})


def _same_time(case: Case) -> bool:
    held = held_of(case.invitation)
    return (case.reply.starts_at, case.reply.ends_at) == (held.starts_at, held.ends_at)


def _answered(case: Case) -> Verdict:
    """A yes, maybe or no that counts; to a hold it is a vote, which costs nobody a seat."""
    answer = case.answer or Answer.NONE
    unsure = _is_unsure(case, answer)
    if unsure and not responses.may_write(case.invitation):
        return _waiting(case, UNSURE_AGAIN)
    kept = keep(case, ReplyOutcome.APPLIED)
    answers.answer_by_mail(
        invitation=case.invitation,
        answer=answer,
        note=case.reply.comment,
        unverified=case.level is not TrustLevel.VERIFIED,
    )
    case.invitation.replied_at = case.stamp
    if unsure:
        responses.ask_was_it_you(kept)
    return Verdict(Handling.APPLIED, "", case.invitation)


def _is_unsure(case: Case, answer: Answer) -> bool:
    """Whether nobody vouches for a new no, or for a maybe that would cost a place."""
    placed = case.invitation.participation
    counts_now = case.level is not TrustLevel.CAPABILITY or placed.sitting.is_hold
    costs = answer is Answer.NO or (answer is Answer.MAYBE and placed.place is not Place.NONE)
    return not counts_now and costs and answer is not placed.answer


def _countered(case: Case) -> Verdict:
    """Another time: a maybe until the project manager has decided.

    One that nobody vouches for is somebody else's in the guest's name, and does nothing.
    """
    if not proposals.is_sound(case.reply, clock.now()):
        return _waiting(case, proposals.UNSOUND)
    if case.level is not TrustLevel.VERIFIED:
        return _waiting(case, proposals.CLAIMED)
    proposals.replace_earlier(case.invitation)
    kept = keep(case, ReplyOutcome.WAITING)
    kept.answer = Answer.MAYBE
    answers.answer_by_mail(invitation=case.invitation, answer=Answer.MAYBE, note=case.reply.comment)
    case.invitation.replied_at = case.stamp
    return Verdict(Handling.TRAY, proposals.PROPOSED, case.invitation)
