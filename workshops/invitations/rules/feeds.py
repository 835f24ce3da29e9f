"""Which entries a calendar subscription shows, and as what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from workshops.planning.models import Answer, Place

BACK, AHEAD, KEPT = timedelta(days=60), timedelta(days=400), timedelta(days=30)


class Status(StrEnum):
    """How firmly an entry stands in a calendar."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Standing:
    """What decides about an entry. `ended_at` is when it was cancelled or taken back."""

    ended_at: datetime | None
    hold: bool
    answer: Answer | None
    place: Place | None


def midnight(now: datetime) -> datetime:
    """The beginning of the day in UTC, so that a window moves once a day and not each second."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def window(now: datetime) -> tuple[datetime, datetime]:
    """From when to when entries are shown: sixty days back, four hundred ahead."""
    return midnight(now) - BACK, midnight(now) + AHEAD


def status(standing: Standing, now: datetime) -> Status | None:
    """As what an entry is shown, or None when it is not: refused, or cancelled a month ago."""
    if standing.ended_at is not None:
        return Status.CANCELLED if standing.ended_at >= midnight(now) - KEPT else None
    if standing.answer is Answer.NO:
        return None
    if standing.hold or standing.place in (Place.WAITING, Place.OFFERED):
        return Status.TENTATIVE
    return Status.CONFIRMED
