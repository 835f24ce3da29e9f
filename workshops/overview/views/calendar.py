"""Calendars of workshops, rooms and people: month, week and list."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import render_template, url_for
from flask_babel import gettext as _

from workshops.core import clock, locale
from workshops.core.holidays import public_holiday
from workshops.overview import rules
from workshops.overview.queries import sittings as queries
from workshops.overview.rules import DayCell, Entry, Part, Stretch
from workshops.overview.views.blueprint import bp
from workshops.planning.models import Sitting
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.language import chosen_timezone, language, local_day
from workshops.web.pages import here


@bp.get("/calendar")
@needs("R", "calendar")
def calendar() -> str:
    """One view of one stretch of days, with links to the ones beside it."""
    view = asked("view", rules.MONTH)
    view = view if view in (rules.MONTH, rules.WEEK, rules.LIST) else rules.MONTH
    day, chosen = _asked_day(), _asked_filter()
    days = rules.stretch(view, day)
    since, until = rules.bounds(days, chosen_timezone())
    found = queries.list_sittings(current_actor(), since, until, chosen)
    cells = _cells(days, day, found)
    return render_template(
        "overview/calendar.html",
        view=view,
        views=[(word, here(view=key), key == view) for key, word in _views()],
        heading=_heading(view, days, day),
        earlier=here(day=days.earlier.isoformat()),
        later=here(day=days.later.isoformat()),
        cells=cells,
        hours=rules.hours(cells),
        weeks=rules.weeks(cells) if view == rules.MONTH else [],
        chosen=chosen,
        rooms=queries.list_rooms(),
        accounts=queries.list_bookable_accounts(),
        day=day.isoformat(),
    )


def _views() -> tuple[tuple[str, str], ...]:
    return ((rules.MONTH, _("Month")), (rules.WEEK, _("Week")), (rules.LIST, _("List")))


def _asked_day() -> date:
    """The day that the address names, else today; also where years beside it do not exist."""
    try:
        day = date.fromisoformat(asked("day"))
    except ValueError:
        return local_day(clock.now())
    return day if date.min.year < day.year < date.max.year else local_day(clock.now())


def _asked_filter() -> queries.Filter:
    return queries.Filter(asked("mine") == "1", asked("room"), asked("user"))


def _cells(days: Stretch, asked: date, found: Sequence[Sitting]) -> list[DayCell]:
    today = local_day(clock.now())
    by_day: dict[date, list[Entry]] = {}
    for sitting in found:
        for part in rules.parts(sitting.starts_at, sitting.ends_at, chosen_timezone()):
            by_day.setdefault(part.date, []).append(_entry(sitting, part))
    span = (days.after - days.first).days
    return [
        DayCell(
            date=day,
            label=locale.long_day(day, language()),
            weekday=locale.weekday(day, language()),
            short=locale.day_and_month(day, language()),
            note=_holiday(day),
            in_month=day.month == asked.month,
            today=day == today,
            entries=rules.side_by_side(by_day.get(day, [])),
        )
        for day in (days.first + timedelta(days=n) for n in range(span))
    ]


def _holiday(day: date) -> str:
    holiday = public_holiday(day)
    return str(_(holiday)) if holiday else ""


def _entry(sitting: Sitting, part: Part) -> Entry:
    starts, ends = _hours(sitting, part)
    return Entry(
        title=sitting.workshop.name,
        url=url_for("overview.workshop", workshop_id=sitting.workshop.public_id),
        place=sitting.room.name if sitting.room else _("Online") if sitting.online_url else "",
        starts_at=sitting.starts_at,
        starts=starts,
        ends=ends,
        start_minute=part.start_minute,
        minutes=part.minutes,
    )


def _hours(sitting: Sitting, part: Part) -> tuple[str, str]:
    """From when to when, as two texts; of what goes on over midnight one text that says so."""
    zone = chosen_timezone()
    starts = locale.time_of_day(sitting.starts_at, zone, language())
    ends = locale.time_of_day(sitting.ends_at, zone, language())
    if part.begins and part.ends:
        return starts, ends
    if part.begins:
        day = locale.weekday(local_day(sitting.ends_at), language())
        return str(_("%(starts)s until %(day)s %(ends)s", starts=starts, day=day, ends=ends)), ""
    return str(_("until %(ends)s", ends=ends) if part.ends else _("all day")), ""


def _heading(view: str, days: Stretch, day: date) -> str:
    if view == rules.MONTH:
        return locale.month(day, language())
    if view == rules.WEEK:
        iso = days.first.isocalendar()
        return str(_("Week %(number)s, %(year)s", number=iso.week, year=iso.year))
    return str(_("From %(day)s", day=locale.long_day(days.first, language())))
