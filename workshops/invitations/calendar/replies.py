"""What a guest's calendar program sends back, from bytes to plain values; nothing ever raises.

Read as generously as programs write: line ends of any kind, unfolded lines, no SEQUENCE (KDE), no
ORGANIZER (Microsoft), zones by the file's own rules or by Windows' names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from icalendar import vDuration, vText

from workshops.core import clock
from workshops.core.addresses import LONGEST_ADDRESS, normal_address
from workshops.core.text import N_, clean
from workshops.invitations.calendar import foreign
from workshops.invitations.calendar.lines import Component, Line, Unreadable, read
from workshops.invitations.rules.replied import Attendee, Reply, ReplyMethod

MOST_ATTENDEES = 100
HIGHEST_SEQUENCE = 2**31 - 1
COMMENT_LENGTH = 2000
DROPPED = ("REQUEST", "CANCEL", "ADD", "PUBLISH", "DECLINECOUNTER")


@dataclass(frozen=True)
class Fault:
    """Why something is no answer: a message id with parameters.

    `dropped` is a calendar message that is well formed but never meant for one who invites.
    """

    reason: str
    params: Mapping[str, object] = field(default_factory=dict)
    dropped: bool = False


def read_reply(content: bytes) -> Reply | Fault:
    """What the bytes say, or why they say nothing that can be used."""
    try:
        calendar = read(content)
        method = _value(calendar.one("METHOD")).upper()
        if method in DROPPED:
            return _dropped(method)
        if method not in set(ReplyMethod):
            return Fault(N_("The calendar file does not say what it is for."))
        events = calendar.named("VEVENT")
        if len(events) != 1:
            return Fault(N_("The calendar file holds several entries, or none."))
        return _reply(ReplyMethod(method), events[0], _zones(calendar))
    except Unreadable:
        return Fault(N_("The calendar file cannot be read."))
    except (ValueError, LookupError, ArithmeticError, TypeError):
        return Fault(N_("Something in the calendar file cannot be read."))


def _dropped(method: str) -> Fault:
    reason = N_("A calendar message of the kind %(method)s is not an answer.")
    return Fault(reason, {"method": method}, dropped=True)


def _reply(method: ReplyMethod, event: Component, zones: foreign.Zones) -> Reply | Fault:
    uid = _value(event.one("UID"))
    attendees = event.all("ATTENDEE")
    if not uid or len(uid) > 200:
        return Fault(N_("The calendar file does not say which entry it is about."))
    if event.lines.get("RECURRENCE-ID"):
        return Fault(N_("The calendar file is about one entry of a series."))
    if len(attendees) > MOST_ATTENDEES:
        return Fault(N_("The calendar file cannot be read."))
    starts_at = _instant(event.one("DTSTART"), zones)
    return Reply(
        method=method,
        uid=uid,
        attendees=tuple(_attendee(line) for line in attendees),
        organiser=_address(_value(event.one("ORGANIZER"))),
        sequence=_sequence(_value(event.one("SEQUENCE"))),
        stamped_at=_instant(event.one("DTSTAMP"), zones),
        starts_at=starts_at,
        ends_at=_end(event, starts_at, zones),
        comment=_comment(
            [line.value for line in event.all("COMMENT")]
            + [line.param("X-RESPONSE-COMMENT") for line in attendees]
        ),
    )


def _attendee(line: Line) -> Attendee:
    return Attendee(
        address=_address(line.value),
        partstat=line.param("PARTSTAT").upper() or "NEEDS-ACTION",
        sent_by=_address(line.param("SENT-BY")),
        delegated_to=tuple(_address(one) for one in line.params.get("DELEGATED-TO", ())),
        delegated_from=tuple(_address(one) for one in line.params.get("DELEGATED-FROM", ())),
        name=clean(line.param("CN"))[:200],
    )


def _address(value: str) -> str:
    """An address in the form it is compared in, without `mailto:` in whatever letters."""
    return normal_address(value)[:LONGEST_ADDRESS]


def _sequence(value: str) -> int:
    """SEQUENCE; KDE leaves out 0. Raises ValueError for what no program counts to."""
    number = int(value[:12]) if value else 0
    if not 0 <= number <= HIGHEST_SEQUENCE:
        raise ValueError(number)
    return number


def _instant(line: Line | None, zones: foreign.Zones) -> datetime | None:
    return foreign.instant_of(line.value, line.param("TZID"), zones) if line else None


def _end(event: Component, starts_at: datetime | None, zones: foreign.Zones) -> datetime | None:
    """DTEND, or DTSTART and DURATION. Raises ValueError for one that ends before it begins."""
    length = event.one("DURATION")
    if length is None:
        return _instant(event.one("DTEND"), zones)
    read_span: Any = vDuration.from_ical
    span: timedelta = read_span(length.value)
    if span < timedelta(0):
        raise ValueError(length.value)
    return clock.in_bounds(starts_at + span) if starts_at else None


def _comment(texts: list[str]) -> str:
    said = "\n".join(str(vText.from_ical(text)) for text in texts[:20])
    return clean(said)[:COMMENT_LENGTH]


def _value(line: Line | None) -> str:
    return line.value if line else ""


def _zones(calendar: Component) -> dict[str, list[foreign.Observance]]:
    """The file's own zones; one that cannot be followed is left to its name."""
    found = {}
    for zone in calendar.named("VTIMEZONE")[:20]:
        try:
            found[_value(zone.one("TZID"))] = [
                foreign.observance({name: _value(part.one(name)) for name in foreign.READ})
                for part in zone.parts[: foreign.MOST_OBSERVANCES]
            ]
        except (ValueError, LookupError):
            continue
    return found
