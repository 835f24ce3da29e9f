"""When a guest is reminded of a day, and when a reminder no longer helps."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from workshops.core.holidays import working_day_from
from workshops.planning.models import Answer, Place

AT = time(9)


class ReminderKind(StrEnum):
    """How long before a day."""

    WEEK = "week"
    DAY = "day"


_BEFORE = {ReminderKind.WEEK: timedelta(days=7), ReminderKind.DAY: timedelta(days=1)}
_AT_LEAST = {ReminderKind.WEEK: timedelta(days=2), ReminderKind.DAY: timedelta(hours=2)}


def due_at(kind: ReminderKind, starts_at: datetime, zone: str) -> datetime:
    """When a reminder leaves: at nine where the day is held; a week's waits out days off."""
    local = ZoneInfo(zone)
    day = starts_at.astimezone(local).date() - _BEFORE[kind]
    if kind is ReminderKind.WEEK:
        day = working_day_from(day)
    return datetime.combine(day, AT, local)


def still_helps(kind: ReminderKind, starts_at: datetime, now: datetime) -> bool:
    """Whether a reminder that comes late is worth sending."""
    return now <= starts_at - _AT_LEAST[kind]


def wants(answer: Answer, place: Place, *, switched_off: bool) -> bool:
    """Whether a guest is reminded: not who said no, waits for a seat, or asked for none."""
    waits = place in (Place.WAITING, Place.OFFERED)
    return answer is not Answer.NO and not waits and not switched_off
