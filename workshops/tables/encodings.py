"""Which letters the bytes of a text file stand for, by what Danish names look like.

Windows, MS-DOS and the Macintosh wrote one byte a letter, each in its own way, and no file says
which; so a guess is only sure when it fits clearly better than the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ENCODING_NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp850": "MS-DOS",
    "mac_roman": "Macintosh",
}
ONE_BYTE = ("cp1252", "cp850", "mac_roman")
CLEARLY = 3
LOOKED_AT = 200_000
_WORD = re.compile(r"[^\W\d_]+")
_DANISH, _USUAL, _USUAL_SIGNS = "æøåÆØÅ", "éüöäÉÜÖÄ", "–—‘’“”„«»…•§°½€£´¨\u00a0"
_ALONE = "åøæÅØÆ"


@dataclass(frozen=True)
class Decoded:
    """A file as text. `others` are what it could be instead; only when not `sure` is it asked."""

    text: str
    encoding: str
    others: tuple[str, ...] = ()
    sure: bool = True


def decode(content: bytes, wanted: str | None = None) -> Decoded | None:
    """The text of a file, in the encoding that is wanted or fits best; None for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _only("utf-16", content)
    if b"\0" in content:
        return None
    whole = _only("utf-8-sig", content)
    if whole is not None:
        return whole
    texts = {each: text for each in ONE_BYTE if (text := _text(content, each)) is not None}
    if not texts:
        return None
    points = {each: _likeness(text) for each, text in texts.items()}
    best = max(texts, key=lambda each: points[each])
    usual = next(iter(texts))
    if points[best] < points[usual] + CLEARLY:
        best = usual
    sure = all(points[best] >= points[each] + CLEARLY for each in texts if each != best)
    chosen = wanted if wanted in texts else best
    return Decoded(texts[chosen], chosen, tuple(texts), sure)


def _only(encoding: str, content: bytes) -> Decoded | None:
    text = _text(content, encoding)
    return None if text is None else Decoded(text, encoding)


def _text(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    binary = any(ord(c) < 32 and c not in "\t\n\r\f\v" for c in text[:10_000])
    return None if binary else text


def _likeness(text: str) -> int:
    """How much a text looks like Danish, by its letters and signs outside ASCII."""
    looked = text[:LOOKED_AT]
    signs = re.sub(r"[\x00-\x7f]|[^\W\d_]", "", looked)
    strange = sum(sign not in _USUAL_SIGNS for sign in signs)
    return sum(_points(_WORD.findall(looked))) - 3 * strange - _between_letters(looked)


def _points(words: list[str]) -> Iterator[int]:
    for word in words:
        for place, letter in enumerate(word):
            if not letter.isascii():
                yield _of_letter(word, place, letter)


def _of_letter(word: str, place: int, letter: str) -> int:
    alone = len(word) == 1 and letter not in _ALONE
    large = place > 0 and letter.isupper() and not word.isupper()
    humped = letter.islower() and word[place + 1 : place + 2].isupper()
    if alone or large or humped or ord(letter) > 0x17F:
        return -3
    return 3 if letter in _DANISH else 2 if letter in _USUAL else 1 if ord(letter) < 0x100 else -1


def _between_letters(text: str) -> int:
    """Minus points for quotes in the midst of words, where another encoding has a letter."""
    return 3 * len(re.findall(r"(?<=[^\W\d_])[‘“”„«»…•§½€£](?=[^\W\d_])", text))
