"""Text as Danes write, sort and search it."""

import re
import secrets
import unicodedata
from collections.abc import Iterable

_SURROGATES = range(0xD800, 0xE000)  # halves of a character: no database keeps one
_CONTROLS = (
    *(c for c in range(32) if c not in (9, 10)),
    *range(127, 160),
    *(0x2028, 0x2029),
    *_SURROGATES,
)
_UNSEEN = (
    *(0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
    *range(0x202A, 0x202F),  # embeddings and overrides of direction
    *range(0x2060, 0x2070),  # joiners, operators without a sign, isolates of direction
    *range(0xFFF9, 0xFFFC),
)
_TAKEN_OUT = dict.fromkeys((*_CONTROLS, *_UNSEEN))
# Of the signs that nobody can see only the joiners of emoji and of some scripts stay.
_SPELLED = str.maketrans(
    {"đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i"}
)
_OE = str.maketrans({"œ": "oe"})
_AE, _O, _AA = "{|}"  # what comes after z in ASCII
_LAST = str.maketrans({"æ": _AE, "ø": _O, "œ": _O})
_MARKED = re.compile("([aou])([\u0300-\u036f]+)")
_RING, _DOTS, _DOUBLE_ACUTE = "\u030a", "\u0308", "\u030b"
_TAILORED = {
    ("a", _RING): _AA,
    ("a", _DOTS): _AE,
    ("o", _DOTS): _O,
    ("o", _DOUBLE_ACUTE): _O,
    ("u", _DOTS): "y",
    ("u", _DOUBLE_ACUTE): "y",
}
LEAST_RUN = 3
MOST_MARKS = 30
_MARKS = "".join(c for c in map(chr, range(0x300, 0x1E94B)) if unicodedata.combining(c))
_MARKS += "\u0f73\u0f75\u0f81\uff9e\uff9f"  # letters that fall apart into marks
_PILED = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def N_(message: str) -> str:  # noqa: N802 - the name gettext gives to "mark, do not translate yet"
    """Mark a message id for the catalogue where it is raised; it is translated at the edge."""
    return message


def clean(text: str) -> str:
    """`text` in Unicode NFC with LF line ends, without what nobody can see.

    Gone are control characters other than tab and newline, soft hyphens, spaces without a width,
    and signs that turn the direction of what follows.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TAKEN_OUT)
    return unicodedata.normalize("NFC", with_few_marks(lines)).strip()


def with_few_marks(text: str) -> str:
    """`text` with at most 30 accents on one letter: no writing has more (UAX 15, section 13).

    Normalising puts them in order, which takes the square of their number.
    """
    return text if text.isascii() else _PILED.sub(r"\1", text)


def clean_line(text: str) -> str:
    """`text` as one line: cleaned, with every run of white space as one space."""
    return re.sub(r"\s+", " ", clean(text))


def comparable(text: str) -> str:
    """`text` as it is compared: in NFKC (ﬁ as fi, ² as 2), without what nobody can see.

    Text copied out of a PDF has ligatures and soft hyphens that nobody types.
    """
    return unicodedata.normalize("NFKC", with_few_marks(text.translate(_TAKEN_OUT)))


def fold(text: str) -> str:
    """`text` for searching: comparable, in lower case, å as aa, accents gone, æ and ø kept."""
    lowered = comparable(text).lower().replace("å", "aa").translate(_SPELLED).translate(_OE)
    return _without_accents(lowered)


def sort_key(text: str) -> str:
    """`text` as an ASCII-ordered key in Danish order: … z æ ø å, aa as å; no case, no accents.

    As CLDR has it for Danish: ä as æ; ö, ő and œ as ø; ü and ű as y; đ and ð as d; þ as th.
    """
    lowered = comparable(text).lower().replace("aa", "å").translate(_SPELLED)
    tailored = _MARKED.sub(_letter, unicodedata.normalize("NFD", lowered))
    return _without_accents(tailored).translate(_LAST)


def public_id() -> str:
    """A new random id for a URL: 16 characters, 80 bits. It names a record and permits nothing."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


def _letter(marked: re.Match[str]) -> str:
    """The letter as which Danish sorts a letter with marks on it."""
    known = (_TAILORED.get((marked[1], mark)) for mark in marked[2])
    return next(filter(None, known), marked[1])


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


def ends_of_runs(numbers: Iterable[int]) -> list[list[int]]:
    """Rising numbers, of three or more in a row only the ends: [[1, 4], [6], [7]]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        ends
        for run in runs
        for ends in ([[run[0], run[-1]]] if len(run) >= LEAST_RUN else [[one] for one in run])
    ]


def in_runs(numbers: Iterable[int]) -> str:
    """Rising numbers as a person writes them, three or more in a row as one run: "1–4, 6, 7"."""
    return ", ".join("–".join(map(str, ends)) for ends in ends_of_runs(numbers))
