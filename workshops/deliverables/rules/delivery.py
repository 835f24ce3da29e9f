"""How long a delivery's link works, whom it lets in, and what a receipt must say."""

import hmac
from datetime import datetime, timedelta

from workshops.core.addresses import normal_address
from workshops.core.clock import end_of_day
from workshops.core.errors import Conflict, Gone, Invalid
from workshops.core.text import N_, clean_line

DEFAULT_WEEKS, LEAST_WEEKS, MOST_WEEKS = 26, 1, 78
MOST_PEOPLE = 20


def check_weeks(weeks: int) -> None:
    """Raise Invalid when a link would work for too short or too long."""
    if not LEAST_WEEKS <= weeks <= MOST_WEEKS:
        raise Invalid(
            N_("Choose between %(least)s and %(most)s weeks."),
            "weeks",
            least=LEAST_WEEKS,
            most=MOST_WEEKS,
        )


def ends_at(now: datetime, weeks: int, zone: str) -> datetime:
    """When a link that is made now stops working: at the end of a day in the zone."""
    return end_of_day(now + timedelta(weeks=weeks), zone)


def check_open(
    now: datetime,
    *,
    expires_at: datetime,
    ended_at: datetime | None,
    revoked_at: datetime | None,
) -> None:
    """Raise Gone when a link no longer works, with the reason."""
    if revoked_at is not None:
        raise Gone(N_("The lab has withdrawn this delivery."))
    if ended_at is not None:
        raise Gone(N_("A newer link has been sent to you. Use that one."))
    if now >= expires_at:
        raise Gone(N_("This link has expired."))


def same_address(typed: str, registered: str) -> bool:
    """Whether an address is the one that the delivery was sent to."""
    mine, theirs = (normal_address(address).encode() for address in (typed, registered))
    return hmac.compare_digest(mine, theirs)


def check_receipt(name: str, title: str, received_at: datetime | None) -> None:
    """Raise Invalid when somebody does not say who they are, Conflict when it was given before."""
    if received_at is not None:
        raise Conflict(N_("The receipt has been given already."))
    if not clean_line(name):
        raise Invalid(N_("Enter your name."), "name")
    if not clean_line(title):
        raise Invalid(N_("Enter your title."), "title")
