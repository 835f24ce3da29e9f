"""Decisions of the day: codes, clocks that are wrong, and which of two taps counts."""

import re
import secrets
from datetime import datetime, timedelta

CODE_LETTERS = "CDFGHJKMNPQRTVWXY34679"
CODE_LENGTH = 6
OLDEST_TAP = timedelta(days=2)
DOOR_OPENS = timedelta(hours=12)
_IN_ADDRESS = re.compile(r"/check-in/([A-Za-z0-9]+)/?(?:[?#].*)?$", re.DOTALL)


def opens_at(starts_at: datetime) -> datetime:
    """When the door of a day opens: from then on people come in, expected or not."""
    return starts_at - DOOR_OPENS


def new_code() -> str:
    """A random code without vowels and without letters that look like a digit or another."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """The code in what was typed, or in an address that a scanner typed; "" where there is none."""
    found = _IN_ADDRESS.search(typed.strip())
    text = re.sub(r"[\s.\-]", "", found[1] if found else typed).upper()
    fits = len(text) == CODE_LENGTH and set(text) <= set(CODE_LETTERS)
    return text if fits else ""


def moment_of_tap(tapped_at: datetime, device_now: datetime, now: datetime) -> datetime:
    """When a tap happened by our clock: as long ago as the device says, never ahead of now."""
    ago = max(timedelta(0), device_now - tapped_at)
    return now - min(ago, OLDEST_TAP)


def is_first(at: datetime, standing_at: datetime | None) -> bool:
    """Whether a tap is the one that counts: nobody tapped before, or later than this one."""
    return standing_at is None or at < standing_at


def is_undone(standing_at: datetime | None, undone_at: datetime) -> bool:
    """Whether taking back at that moment concerns the tap that stands; a later tap stays."""
    return standing_at is not None and standing_at <= undone_at
