"""What expectations do by the clock."""

from workshops.core import clock
from workshops.expectations.services import retention

FORGET = "expectations.forget"


def forget() -> None:
    """Once a night: who wrote a note, and what tells who is meant, goes when its time is over."""
    now = clock.now()
    retention.forget_authors(now=now)
    retention.mask_identifiers(now=now)
