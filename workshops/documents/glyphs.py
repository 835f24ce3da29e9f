"""Which characters the faces beside this can show, and what stands in for the rest.

A PDF/UA file may not hold a character without a glyph, and one such character in a citizen's
sentence would stop the whole document.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).with_name("fonts")
STAND_IN = "◊"
LONG = 32
BREAK = "\u200b"
_UNMARKED = frozenset({0x200B, 0x200C, 0x200D, 0xFE0E, 0xFE0F, 0xAD, 0x20, 0x09, 0x0A})
_CLUSTER = re.compile(
    r".[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f]*", re.S
)


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """The characters of each family; of IBM Plex Sans those that every style has.

    Without those for private use, which PDF/A refuses.
    """
    families: dict[str, set[int]] = {}
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found = {c for c in font.getBestCmap() if unicodedata.category(chr(c)) != "Co"}
        name = path.stem.partition("-")[0]
        families[name] = families[name] & found if name in families else found
    return tuple(frozenset(found) for _name, found in sorted(families.items()))


def printable(text: str) -> str:
    """A text that the faces can show whole, with places to break in words of more than 32 letters.

    What no face has becomes a lozenge; a mark over a letter that no face has together with
    it is left out.
    """
    if not text.isascii():
        text = "".join(_cluster(match.group()) for match in _CLUSTER.finditer(text))
    return re.sub(rf"\S{{{LONG},}}", _breakable, text)


def _breakable(match: re.Match[str]) -> str:
    word = match.group()
    if max(len(part) for part in re.split(r"[-/]", word)) < LONG:
        return word
    return BREAK.join(word[at : at + LONG // 2] for at in range(0, len(word), LONG // 2))


def _cluster(cluster: str) -> str:
    wanted = {ord(c) for c in cluster} - _UNMARKED
    if any(wanted <= family for family in coverage()):
        return cluster
    base = cluster[0]
    if any(ord(base) in family for family in coverage()):
        return base
    return "" if unicodedata.category(base) in ("Mn", "Me", "Cf") else STAND_IN
