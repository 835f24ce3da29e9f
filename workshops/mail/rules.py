"""When a letter is tried again, and which words may stand in a header."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from workshops.core.addresses import LONGEST_ADDRESS, LONGEST_LABEL, normal_domain
from workshops.core.errors import Invalid
from workshops.core.holidays import is_working_day, working_day_from
from workshops.core.text import N_

LEASE = timedelta(seconds=60)
GIVE_UP_AFTER = timedelta(hours=48)
WAITS_MINUTES = (1, 2, 5, 10, 15)
JUST_TOLD = timedelta(days=1)
QUIET_FROM, QUIET_UNTIL = time(20), time(8)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>()\[\],;:\\\"]{1,253}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def next_try(attempts: int, queued_at: datetime, now: datetime) -> datetime | None:
    """When to try after the `attempts`-th failure; None once the letter is 48 hours old."""
    wait = WAITS_MINUTES[min(attempts, len(WAITS_MINUTES)) - 1]
    at = now + timedelta(minutes=wait)
    return at if at - queued_at <= GIVE_UP_AFTER else None


def check_line(text: str) -> str:
    """`text` as it is when it may stand in a header. Raises Invalid for line ends and controls."""
    if _CONTROLS.search(text):
        raise Invalid(N_("A name, an address or a subject may not contain line breaks."))
    return text


def check_address(address: str) -> str:
    """An address that one letter can go to, with its domain in ASCII. Raises Invalid otherwise."""
    if not _ADDRESS.fullmatch(address):
        raise Invalid(N_("“%(address)s” is not an e-mail address."), address=address[:80])
    local, _, domain = address.rpartition("@")
    domain = normal_domain(domain)
    found = f"{local}@{domain}"
    labels_fit = all(0 < len(label) <= LONGEST_LABEL for label in domain.split("."))
    if not (found.isascii() and labels_fit and len(found) <= LONGEST_ADDRESS):
        raise Invalid(N_("“%(address)s” is not an e-mail address."), address=address[:80])
    return found


def was_just_told(told_at: datetime | None, now: datetime) -> bool:
    """Whether a letter that said the same went less than a day ago, so that a reminder adds
    nothing."""
    return told_at is not None and now - told_at < JUST_TOLD


def waking_moment(now: datetime, zone: str, *, weekends: bool = False) -> datetime:
    """When a reminder may leave: now, or after the night (20 to 8) where it is read.

    It also waits for a weekend or a public holiday to end unless `weekends` are as good. For
    letters that nobody waits for; what somebody has just asked for leaves at once.
    """
    local = now.astimezone(ZoneInfo(zone))
    day = local.date()
    if (weekends or is_working_day(day)) and QUIET_UNTIL <= local.time() < QUIET_FROM:
        return now
    if local.time() >= QUIET_FROM:
        day += timedelta(days=1)
    if not weekends:
        day = working_day_from(day)
    return datetime.combine(day, QUIET_UNTIL, ZoneInfo(zone))
