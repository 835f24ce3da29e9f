"""What a guest's calendar program said back, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReplyMethod(StrEnum):
    """What may come back for an invitation: an answer, another time, the wish to get it again."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"


@dataclass(frozen=True)
class Attendee:
    """One ATTENDEE: addresses in small letters, PARTSTAT in capitals."""

    address: str
    partstat: str
    sent_by: str = ""
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Reply:
    """One message about one entry. An instant is None where it is missing or in an unknown zone.

    In a counter-proposal start and end are the proposed ones.
    """

    method: ReplyMethod
    uid: str
    attendees: tuple[Attendee, ...]
    organiser: str
    sequence: int
    stamped_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    comment: str
