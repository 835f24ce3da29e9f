"""Danish days on which a workshop is rarely held: public holidays and the usual weeks off.

Sources: the list of public holidays of the Danish church ministry (Great Prayer Day ended with
2023, law no. 214 of 6 March 2023); Easter by the anonymous Gregorian computus (Meeus, Astronomical
Algorithms, 1991); weeks 28–30, 42 and 7–8 are the school holidays most municipalities have.
"""

from datetime import date, timedelta

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
    """The message id of the public holiday that a day is, or None."""
    from_easter = (day - easter(day.year)).days
    return _FIXED.get((day.month, day.day)) or _FROM_EASTER.get(from_easter)


def notes(day: date) -> tuple[str, ...]:
    """Message ids of what speaks against a day: a holiday, a weekend, weeks when many are away."""
    found = [public_holiday(day)]
    if day.weekday() > 4:
        found.append(N_("weekend"))
    found.append(_WEEKS.get(day.isocalendar().week))
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
        found.append(N_("between Christmas and New Year"))
    return tuple(note for note in found if note)


def working_day_before(day: date) -> date:
    """The day itself, or the last one before it that is no weekend and no public holiday."""
    while day.weekday() > 4 or public_holiday(day):
        day -= timedelta(days=1)
    return day
