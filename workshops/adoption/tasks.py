"""What adoption does by the clock."""

from workshops.adoption.services import reminding, retention
from workshops.core import clock

REMIND, FORGET = "adoption.remind", "adoption.forget"


def remind() -> None:
    """Once a day: letters about the checks that have come."""
    reminding.remind()


def forget() -> None:
    """Once a night: whom the agency's answers came from goes when its time is over."""
    retention.forget_asked(now=clock.now())
