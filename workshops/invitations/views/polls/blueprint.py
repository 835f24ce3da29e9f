"""The blueprint of polls and what its pages share."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, url_for
from flask_babel import gettext as _

from workshops.core import clock
from workshops.core.errors import Gone
from workshops.invitations.calendar import words
from workshops.invitations.views import parts
from workshops.people.models import Person
from workshops.planning.models import Workshop
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries import dates
from workshops.web.fields import options
from workshops.web.language import language

bp = Blueprint("polls", __name__)
bp.register_error_handler(Gone, parts.gone_page)
Trail = list[tuple[str, str | None]]
SOONEST, AFTER_DEADLINE = timedelta(days=13), timedelta(days=3)


def trail(workshop: Workshop, *here: tuple[str, str | None]) -> Trail:
    """The way from the engagement to a page about a date."""
    return parts.trail(workshop, *here)


def trail_of(poll: DatePoll, here: str) -> Trail:
    """The way to a page below a poll."""
    return trail(poll.workshop, (_("Date poll"), url(poll)), (here, None))


def url(poll: DatePoll) -> str:
    """The page of a poll."""
    return url_for("polls.show", poll_id=poll.public_id)


def offer_times(
    form: Any, workshop: Workshop, people: list[Person], poll: DatePoll | None = None
) -> None:
    """Put free times into a form, and the workshop's usual length into rows that are empty.

    They begin well after the last day to answer; days that a poll has already are left out. A time
    that was ticked stays to be ticked, also when it is no longer free.
    """
    day = workshop.sittings[0]
    local = day.starts_at.astimezone(ZoneInfo(day.timezone))
    soonest = poll.closes_at + AFTER_DEADLINE if poll else clock.now() + SOONEST
    begun = soonest.astimezone(local.tzinfo).date()
    after = datetime.combine(begun, local.time(), tzinfo=local.tzinfo)
    found = dates.suggest(workshop, day.timezone, after, day.length_minutes, people)
    known = {slot.starts_at for slot in poll.slots} if poll else set()
    free = {at.isoformat(): at for at in found if at not in known}
    for ticked in form.free.data or ():
        free.setdefault(ticked, clock.read_instant(ticked) or after)
    shown = sorted(free.items(), key=lambda one: one[1])
    ends = timedelta(minutes=day.length_minutes)
    form.free.choices = options(
        (key, words.when(at, at + ends, day.timezone, language()))
        for key, at in shown
        if clock.read_instant(key)
    )
    for row in form.rows:
        if row.minutes.data is None and not row.minutes.raw_data:
            row.minutes.data = day.length_minutes
