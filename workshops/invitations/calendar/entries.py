"""The calendar object of one letter: one method, one event, one attendee.

Properties stand in the order of the house's table. Never in a letter: alarms, recurrences,
attachments, other guests.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from icalendar.prop import vCalAddress, vText, vUri

from workshops.core.addresses import mailto
from workshops.core.clock import comes_twice
from workshops.core.text import clean, clean_line
from workshops.invitations.calendar.zones import rules_around, vtimezone

PRODID = "-//Samskab//Workshops//EN"
SUMMARY_LENGTH = 200
_EVENT = b"BEGIN:VEVENT\r\n"
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


class Method(StrEnum):
    """What a calendar object asks for."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    DECLINE_COUNTER = "DECLINECOUNTER"


class PartStat(StrEnum):
    """An answer as calendars write it."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(frozen=True)
class Party:
    """A name and an address."""

    name: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One version of one guest's calendar entry. Instants are aware; `stamped_at` is DTSTAMP.

    `asks` is whether an answer is wanted; `required` whether they take part or only look on.
    `url` is a page without a token; `join_url` the online meeting, if any. A tentative one is not
    settled yet: a day that a poll keeps free, a place on the waiting list.
    """

    uid: str
    sequence: int
    stamped_at: datetime
    created_at: datetime
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    timezone: str
    title: str
    description: str
    location: str
    url: str
    join_url: str
    join_label: str
    organiser: Party
    attendee: Party
    required: bool
    answer: PartStat
    asks: bool
    tentative: bool = False


def uid(rsvp_address: str) -> str:
    """A new unguessable UID: 128 random bits in base32 at the domain of the RSVP mailbox."""
    bits = secrets.randbits(128) << 2
    word = "".join(_BASE32[bits >> shift & 31] for shift in range(125, -1, -5))
    return f"{word}@{rsvp_address.rpartition('@')[2].lower()}"


def request(entry: Entry) -> bytes:
    """The invitation, or with a raised sequence its update."""
    event = _event(entry)
    event.add("CREATED", _utc(entry.created_at))
    event.add("LAST-MODIFIED", _utc(entry.changed_at))
    zone = _times(event, entry)
    event.add("SUMMARY", _line(entry.title)[:SUMMARY_LENGTH])
    event.add("DESCRIPTION", clean(entry.description))
    _place(event, entry)
    if entry.join_url:
        event["CONFERENCE"] = _conference(entry)
    event.add("STATUS", "TENTATIVE" if entry.tentative else "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    _people(event, entry)
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "TENTATIVE" if entry.tentative else "BUSY")
    event.add("X-MICROSOFT-DISALLOW-COUNTER", "FALSE")
    return _calendar(Method.REQUEST, event, zone, entry)


def cancel(entry: Entry, reason: str) -> bytes:
    """The entry taken back; `entry` carries the raised sequence and the title to show."""
    event = _event(entry)
    event.add("LAST-MODIFIED", _utc(entry.changed_at))
    zone = _times(event, entry)
    event.add("SUMMARY", _line(entry.title)[:SUMMARY_LENGTH])
    if clean(reason):
        event.add("DESCRIPTION", clean(reason))
        event.add("COMMENT", clean(reason))
    _place(event, entry)
    event.add("STATUS", "CANCELLED")
    _people(event, entry)
    return _calendar(Method.CANCEL, event, zone, entry)


def decline_counter(entry: Entry, reason: str) -> bytes:
    """The refusal of another time that a guest proposed: which entry it is about, and why.

    RFC 5546 (3.2.8) allows neither times nor attendees in it, and a version only above 0.
    """
    event = _event(entry)
    if not entry.sequence:
        del event["SEQUENCE"]
    if clean(reason):
        event.add("COMMENT", clean(reason))
    event["ORGANIZER"] = _organiser(entry)
    return _calendar(Method.DECLINE_COUNTER, event, "UTC", entry)


def _calendar(method: Method, event: Event, zone: str, entry: Entry) -> bytes:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method.value)
    calendar.add_component(event)
    written = bytes(calendar.to_ical(sorted=False))
    return written.replace(_EVENT, _rules(zone, entry.starts_at.year) + _EVENT, 1)


@cache
def _rules(zone: str, year: int) -> bytes:
    """The zone's rules around a year as they are written; writing them anew is half the work."""
    rules = vtimezone(zone, year) if zone != "UTC" else None
    return bytes(rules.to_ical(sorted=False)) if rules is not None else b""


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", _utc(entry.stamped_at))
    return event


def _times(event: Event, entry: Entry) -> str:
    """Start and end in the entry's zone, or in UTC where that cannot be said; the zone it was.

    It cannot be said where the zone has no yearly rules, nor in an hour that comes twice: most
    programs read its first pass as the second.
    """
    local = ZoneInfo(entry.timezone)
    starts, ends = entry.starts_at.astimezone(local), entry.ends_at.astimezone(local)
    twice = comes_twice(starts) or comes_twice(ends)
    if twice or rules_around(entry.timezone, entry.starts_at.year) is None:
        starts, ends = starts.astimezone(UTC), ends.astimezone(UTC)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    return "UTC" if starts.tzinfo is UTC else entry.timezone


def _place(event: Event, entry: Entry) -> None:
    if _line(entry.location):
        event.add("LOCATION", _line(entry.location))
    event.add("URL", _plain(entry.url))


def _conference(entry: Entry) -> vUri:
    link = vUri(_plain(entry.join_url))
    link.params["VALUE"] = "URI"
    link.params["FEATURE"] = ["AUDIO", "VIDEO"]
    link.params["LABEL"] = _name(entry.join_label)
    return link


def _people(event: Event, entry: Entry) -> None:
    event["ORGANIZER"] = _organiser(entry)
    guest = vCalAddress(mailto(_plain(entry.attendee.address)))
    guest.params["CN"] = vText(_name(entry.attendee.name) or entry.attendee.address)
    guest.params["CUTYPE"] = vText("INDIVIDUAL")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT" if entry.required else "OPT-PARTICIPANT")
    guest.params["PARTSTAT"] = vText(entry.answer.value)
    guest.params["RSVP"] = vText("TRUE" if entry.asks else "FALSE")
    event["ATTENDEE"] = guest


def _organiser(entry: Entry) -> vCalAddress:
    organiser = vCalAddress(mailto(_plain(entry.organiser.address)))
    organiser.params["CN"] = vText(_name(entry.organiser.name))
    return organiser


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


def _line(text: str) -> str:
    return clean_line(text)


def _name(text: str) -> str:
    """A name as a parameter may carry it: one line, without the double quotes it is put in."""
    return clean_line(text).replace('"', "").replace("^", "").strip()


def _plain(address: str) -> str:
    """An address or link without white space or control characters of any kind."""
    return "".join(clean_line(address).split())
