"""What a password must be, and when a link to choose one has expired."""

import unicodedata
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

from workshops.core.text import N_, with_few_marks

SHORTEST, LONGEST = 12, 128
LINK_LASTS = timedelta(days=7)
LETTER_LASTS = timedelta(minutes=30)
_WORDS = """
password adgangskode kodeord hemmelighed qwerty qwertyuiop asdfghjkl zxcvbnm letmein welcome
velkommen administrator admin danmark denmark kobenhavn københavn copenhagen aarhus odense
aalborg samskab workshop innovation sommer vinter efterår forår summer winter autumn spring
januar februar marts april juni juli august september oktober november december fodbold
football sunshine princess dragon monkey master superman batman iloveyou trustno baseball
computer internet changeme default test testtest secret login kommune region staten
"""
COMMON = frozenset(_WORDS.split())


def normal(password: str) -> str:
    """A password in one Unicode form, so that å typed on any keyboard is the same."""
    return unicodedata.normalize("NFC", with_few_marks(password))


def fault_of(password: str, about: tuple[str, ...] = ()) -> str | None:
    """What is wrong with a new password, as a message id, or None.

    `about` are the words that others know of the person: name and address.
    """
    if len(password) < SHORTEST:
        return N_("The password needs at least 12 characters.")
    if len(password) > LONGEST:
        return N_("The password may have at most 128 characters.")
    if _common(password):
        return N_("That password is among the first that others try. Choose another one.")
    if _known(password, about):
        return N_("The password may not be your name or address.")
    return None


def mark_of(stamp: str) -> int:
    """A number of up to eight digits for a session stamp: another one after each new password."""
    return int(sha256(stamp.encode()).hexdigest()[:6], 16)


def _common(password: str) -> bool:
    """A known word with digits and signs around it, one repeated piece, or a plain sequence."""
    lowered = normal(password).lower()
    letters = "".join(c for c in lowered if c.isalpha())
    if letters in COMMON or len(set(lowered)) < 5:
        return True
    rest = letters
    for word in sorted(COMMON, key=len, reverse=True):
        rest = rest.replace(word, "")
    repeated = any(lowered == lowered[:n] * (len(lowered) // n) for n in range(1, 7))
    steps = {ord(b) - ord(a) for a, b in pairwise(lowered)}
    return (bool(letters) and not rest) or (not letters and len(steps) < 4) or repeated


def _known(password: str, about: tuple[str, ...]) -> bool:
    lowered = normal(password).lower()
    parts = {part for text in about for part in (text.lower(), text.lower().partition("@")[0])}
    return any(len(part) > 3 and part in lowered and len(part) * 2 > len(lowered) for part in parts)
