"""Text as Danes write, sort and search it."""

import re
import secrets
import unicodedata
from collections.abc import Iterable

_SURROGATES = range(0xD800, 0xE000)  # halves of a character: no database keeps one
_CONTROLS = dict.fromkeys(
    [c for c in range(32) if c not in (9, 10)] + [*range(127, 160), 0x2028, 0x2029, *_SURROGATES],
    None,
)
_SORT = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
LEAST_RUN = 3
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def N_(message: str) -> str:  # noqa: N802 - the name gettext gives to "mark, do not translate yet"
    """Mark a message id for the catalogue where it is raised; it is translated at the edge."""
    return message


def clean(text: str) -> str:
    """`text` in Unicode NFC without control characters other than tab and newline, LF line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).translate(_CONTROLS).strip()


def clean_line(text: str) -> str:
    """`text` as one line: cleaned, with every run of white space as one space."""
    return re.sub(r"\s+", " ", clean(text))


def fold(text: str) -> str:
    """`text` for searching: lower case, å as aa, accents gone, æ and ø kept."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("å", "aa")
    return "".join(_without_accent(c) for c in lowered)


def sort_key(text: str) -> str:
    """`text` as an ASCII-ordered key in Danish order: … z æ ø å, aa as å; no case, no accents."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("aa", "å").translate(_SORT)
    return "".join(_without_accent(c) for c in lowered)


def public_id() -> str:
    """A new random id for a URL: 16 characters, 80 bits. It names a record and permits nothing."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


def _without_accent(char: str) -> str:
    if char in "æøå":
        return char
    plain = unicodedata.normalize("NFD", char)
    return "".join(c for c in plain if not unicodedata.combining(c))


def in_runs(numbers: Iterable[int]) -> str:
    """Rising numbers as a person writes them, three or more in a row as one run: "1–4, 6, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) >= LEAST_RUN else ", ".join(map(str, run)) for run in runs
    )
