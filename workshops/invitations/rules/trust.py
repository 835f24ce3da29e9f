"""Whether an answer that came by mail counts: who sent it, to which version, and what it says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from workshops.core.addresses import normal_address
from workshops.invitations.models import TrustLevel
from workshops.invitations.rules.replied import Attendee, Reply, ReplyMethod
from workshops.mail.trust import Dmarc, Trust
from workshops.planning.models import Answer

CLOCKS_DIFFER = timedelta(minutes=5)
ANSWERS = {"ACCEPTED": Answer.YES, "TENTATIVE": Answer.MAYBE, "DECLINED": Answer.NO}


class Meaning(StrEnum):
    """What a guest's line in a reply says."""

    ANSWER = "answer"
    NOTHING = "nothing"
    SUBSTITUTE = "substitute"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How a reply stands to the version that the guest has."""

    CURRENT = "current"
    OLDER = "older"
    AHEAD = "ahead"
    REPLAYED = "replayed"


@dataclass(frozen=True)
class Held:
    """What we hold of an invitation: the version sent, its times, since when the answer stands."""

    sequence: int
    starts_at: datetime
    ends_at: datetime
    answered_at: datetime | None


def level_of(
    trust: Trust, from_address: str, own: Collection[str], sent_by: str = ""
) -> TrustLevel:
    """How far a message is the guest's own; `own` are the invited address and confirmed aliases.

    Only what our own mail server vouches for is believed. Where it says nothing, the unguessable
    UID and the right sender carry a yes, and a no only after a while.
    """
    theirs = {normal_address(address) for address in own}
    if not {normal_address(each) for each in (from_address, sent_by or from_address)} <= theirs:
        return TrustLevel.CONFLICT
    if trust.dmarc is Dmarc.FAIL:
        return TrustLevel.CONFLICT
    return TrustLevel.VERIFIED if trust.verified else TrustLevel.CAPABILITY


def line_of(attendees: Sequence[Attendee], own: Collection[str]) -> Attendee | None:
    """The guest's own line among those of a reply, whoever else stands there.

    None where there is none, or several that say different things.
    """
    theirs = {normal_address(address) for address in own}
    found = [each for each in attendees if each.address in theirs]
    return found[0] if found and len({each.partstat for each in found}) == 1 else None


def meaning_of(line: Attendee) -> Meaning:
    """What a line says; a guest who names nobody to delegate to has said nothing we know."""
    if line.partstat in ANSWERS:
        return Meaning.ANSWER
    if line.partstat == "NEEDS-ACTION":
        return Meaning.NOTHING
    if line.partstat == "DELEGATED" and len(line.delegated_to) == 1 and line.delegated_to[0]:
        return Meaning.SUBSTITUTE
    return Meaning.UNKNOWN


def stamp_of(reply: Reply, received_at: datetime) -> datetime:
    """When a reply was made: its DTSTAMP, but not far in the future; receipt where it has none."""
    if reply.stamped_at is None:
        return received_at
    return min(reply.stamped_at, received_at + CLOCKS_DIFFER)


def stands_since(replied_at: datetime | None, answered_at: datetime | None) -> datetime | None:
    """Since when the answer stands for certain, if there is one.

    `replied_at` is the stamp of the last reply, by the guest's clock like the next one's;
    `answered_at` is by our own clock, so that within what two clocks may differ the order of
    arrival decides.
    """
    ours = answered_at - CLOCKS_DIFFER if answered_at is not None else None
    return max((each for each in (replied_at, ours) if each is not None), default=None)


def standing_of(reply: Reply, held: Held, stamp: datetime) -> Standing:
    """Which version a reply is about, and whether a later one was applied already.

    Programs that answer a version of old with the times of now mean the one of now.
    """
    if reply.sequence > held.sequence:
        return Standing.AHEAD
    if held.answered_at is not None and stamp <= held.answered_at:
        return Standing.REPLAYED
    if reply.sequence == held.sequence:
        return Standing.CURRENT
    same = (reply.starts_at, reply.ends_at) == (held.starts_at, held.ends_at)
    return Standing.CURRENT if same and reply.method is ReplyMethod.REPLY else Standing.OLDER
