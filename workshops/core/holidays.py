"""Danish days on which little is held or opened: public holidays and the usual weeks off.

Sources: the list of public holidays of the Danish church ministry (Great Prayer Day ended with
2023, law no. 214 of 6 March 2023); Easter by the anonymous Gregorian computus (Meeus, Astronomical
Algorithms, 1991); Constitution Day, Christmas Eve and New Year's Eve are no public holidays, but
most public offices are closed; weeks 28–30, 42 and 7–8 are the school holidays most
municipalities have.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from workshops.core.text import N_

_FIXED = {
    (1, 1): N_("New Year's Day"),
    (6, 5): N_("Constitution Day"),
    (12, 24): N_("Christmas Eve"),
    (12, 25): N_("Christmas Day"),
    (12, 26): N_("Boxing Day"),
    (12, 31): N_("New Year's Eve"),
}
_FROM_EASTER = {
    -3: N_("Maundy Thursday"),
    -2: N_("Good Friday"),
    0: N_("Easter Sunday"),
    1: N_("Easter Monday"),
    39: N_("Ascension Day"),
    49: N_("Whit Sunday"),
    50: N_("Whit Monday"),
}
_GREAT_PRAYER_DAY, _LAST_PRAYED = 26, 2023
_WEEKS = {
    7: N_("winter holiday in many municipalities"),
    8: N_("winter holiday in many municipalities"),
    28: N_("summer holiday weeks"),
    29: N_("summer holiday weeks"),
    30: N_("summer holiday weeks"),
    42: N_("autumn holiday"),
}


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def public_holiday(day: date) -> str | None:
    """The message id of the public holiday, or other usual closing day, that a day is; or None."""
    from_easter = (day - easter(day.year)).days
    if from_easter == _GREAT_PRAYER_DAY and day.year <= _LAST_PRAYED:
        return N_("Great Prayer Day")
    return _FIXED.get((day.month, day.day)) or _FROM_EASTER.get(from_easter)


def notes(day: date) -> tuple[str, ...]:
    """Message ids of what speaks against a day: a holiday, a weekend, weeks when many are away."""
    found = [public_holiday(day)]
    if day.weekday() > 4:
        found.append(N_("weekend"))
    found.append(_WEEKS.get(day.isocalendar().week))
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
        found.append(N_("the Christmas weeks"))
    return tuple(note for note in found if note)


def is_working_day(day: date) -> bool:
    """Whether a day is no weekend and no public holiday."""
    return day.weekday() < 5 and public_holiday(day) is None


def working_day_before(day: date) -> date:
    """The day itself, or the last one before it that is no weekend and no public holiday."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """The day itself, or the first one after it that is no weekend and no public holiday."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days(first: date, count: int) -> list[date]:
    """The first day as it is wished, then as many working days after it as make `count`."""
    days = [first]
    while len(days) < count:
        days.append(working_day_from(days[-1] + timedelta(days=1)))
    return days


def moved(days: Sequence[date], first: date) -> list[date]:
    """Days in their order, begun on another one: with the same distance where that can be.

    The first is as it is wished. What was a working day becomes one, the next after those before
    it; two that fell together still do.
    """
    found = [first]
    for before, day in pairwise(days):
        if day == before:
            found.append(found[-1])
            continue
        wished = max(first + (day - days[0]), found[-1] + timedelta(days=1))
        found.append(working_day_from(wished) if is_working_day(day) else wished)
    return found
