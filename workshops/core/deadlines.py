"""Deadlines told as days: they run to the end of a day where the lab is, not to the minute."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from workshops.core import clock


def last_moment(instant: datetime) -> datetime:
    """The last minute of the day that an instant falls on."""
    return clock.end_of_day(instant, _zone())


def last_day(instant: datetime) -> date:
    """The day that an instant falls on, as people are told it."""
    return instant.astimezone(ZoneInfo(_zone())).date()


def oldest_kept(now: datetime, kept: timedelta) -> datetime:
    """The moment from which on things count that are kept for so many days: a day's beginning.

    What is older has had its last day.
    """
    return datetime.combine(last_day(now - kept), time(0), ZoneInfo(_zone()))


def _zone() -> str:
    return str(current_app.config["SETTINGS"].timezone)
