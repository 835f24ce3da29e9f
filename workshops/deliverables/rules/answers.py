"""What an agency's answer in its own words says in figures and days."""

import re
from datetime import date

from workshops.core.days import read_day

LONGEST_FIGURE = 20
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DANISH = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ANY_DAY = date(2000, 1, 1)


def numbers_in(answer: str) -> list[float]:
    """The figures of an answer; "1.200" and "1,200" are one thousand two hundred.

    A row of more than 20 digits and marks counts nothing.
    """
    rows = _NUMBER.findall(answer)
    return [_number(row) for row in rows if len(row) <= LONGEST_FIGURE]


def count_in(answer: str) -> int | None:
    """The one count of people or things that an answer gives; None when it gives none or more."""
    figure = one_in(answer)
    return int(figure) if figure is not None and figure == int(figure) else None


def one_in(answer: str) -> float | None:
    """The one figure that an answer gives."""
    found = numbers_in(answer)
    return found[0] if len(found) == 1 else None


def range_in(answer: str) -> tuple[float, float] | None:
    """From the lowest to the highest figure: "350–420" is both, "400" is 400 to 400."""
    found = numbers_in(answer)
    return (min(found), max(found)) if 1 <= len(found) <= 2 else None


def levels_in(answer: str) -> tuple[int, int] | None:
    """Level today and level needed, 0 to 4, out of "1 → 3"."""
    found = numbers_in(answer)
    if len(found) != 2 or any(level not in range(5) for level in found):
        return None
    return int(found[0]), int(found[1])


def day_in(answer: str) -> date | None:
    """The day that an answer names as 2027-03-01 or 1.3.2027, or is as 1. marts 2027; else None."""
    iso, danish = _ISO.search(answer), _DANISH.search(answer)
    try:
        whole = read_day(answer, _ANY_DAY) if _YEAR.search(answer) else None
        if whole:
            return whole.day if whole.sure else None
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(danish[3]), int(danish[2]), int(danish[1])) if danish else None
    except ValueError:
        return None


def _number(text: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    whole, mark, part = text.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}{mark}{part}")
