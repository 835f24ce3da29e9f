"""What an answer must say, when the agency is asked again, and how counts add up in the tree."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workshops.adoption.models import Status
from workshops.core.errors import Invalid
from workshops.core.text import N_

MONTHS = (3, 6, 12)
ENDED = (Status.REFUSED, Status.DROPPED, Status.CHECKED)
USED = (Status.IN_USE, Status.CHECKED)
EXPLAINED = {
    Status.REFUSED: N_("Say why it is declined."),
    Status.DROPPED: N_("Say why it is given up."),
    Status.ADAPTED: N_("Say what is changed."),
}
EARLY = timedelta(days=14)

Counts = Counter[Status]


@dataclass(frozen=True)
class Said:
    """An answer: the status, and what makes it credible."""

    status: Status
    reason: str = ""
    place: str = ""
    in_use_on: date | None = None
    owner_name: str = ""
    owner_title: str = ""
    owner_email: str = ""


def check_answer(said: Said, today: date) -> None:
    """Raise Invalid where an answer lacks its reason, or use lacks a named place and a day."""
    if said.status is Status.AWAITED:
        raise Invalid(N_("Choose an answer."), "answer")
    if said.status in EXPLAINED and not said.reason:
        raise Invalid(EXPLAINED[said.status], "reason")
    if said.status in USED:
        if not said.place:
            raise Invalid(N_("Name the place where it is in use."), "place")
        if said.in_use_on is None:
            raise Invalid(N_("Enter the day from which it has been in use."), "in_use_on")
        if said.in_use_on > today:
            raise Invalid(N_("The day it came into use cannot be in the future."), "in_use_on")


def check_same_agency(owner: str, holder: str) -> None:
    """Raise Invalid when a link's holder names an owner elsewhere, who would get a link too."""
    domain = holder.rpartition("@")[2].lower()
    if owner and owner.strip().lower().rpartition("@")[2] != domain:
        raise Invalid(
            N_("Use an address at your own agency, ending in @%(domain)s."),
            "owner_email",
            domain=domain,
        )


def check_days(begun_on: date) -> dict[int, date]:
    """On which day each check is due, by its months."""
    return {months: _later(begun_on, months) for months in MONTHS}


def is_answered_by(due_on: date, answered_on: date) -> bool:
    """Whether an answer settles a check: given on its day or later, or at most 14 days before."""
    return answered_on >= due_on - EARLY


def roll_up(own: Mapping[int, Counts], parents: Mapping[int, int | None]) -> dict[int, Counts]:
    """The counts of each organisation with all that stand below it; unknown parents are tops."""
    found: dict[int, Counts] = {number: Counter() for number in {*own, *parents}}
    for number, counts in own.items():
        here: int | None = number
        passed: set[int] = set()
        while here is not None and here not in passed:
            passed.add(here)
            found.setdefault(here, Counter()).update(counts)
            here = parents.get(here)
    return found


def _later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
