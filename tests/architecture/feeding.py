"""Long texts on which a regular expression is likely to look back again and again."""

import re
from collections.abc import Iterator
from itertools import permutations
from re import _constants as said  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from typing import Any

CATEGORIES = {
    said.CATEGORY_DIGIT: "7",
    said.CATEGORY_SPACE: " \n",
    said.CATEGORY_WORD: "aæ",
    said.CATEGORY_NOT_DIGIT: "a",
    said.CATEGORY_NOT_SPACE: "a",
    said.CATEGORY_NOT_WORD: "-",
}
REPEATED = (said.MAX_REPEAT, said.MIN_REPEAT, said.POSSESSIVE_REPEAT)
ALWAYS = "a A7\n<"
END = "\x01\nA\x01"
MOST_SIGNS, MOST_PAIRED = 40, 8
LONGEST_EXAMPLE = 300


def runs(pattern: "re.Pattern[Any]", size: int) -> Iterator[Any]:
    """Of each sign of its alphabet, and of a text that it takes, so many characters."""
    parsed = _parsed(pattern)
    for beginning, run in [("", sign) for sign in _alphabet(parsed)] + [("", _example(parsed))]:
        yield _text(pattern, beginning, run, size)


def mixtures(pattern: "re.Pattern[Any]", size: int) -> Iterator[Any]:
    """Of two signs in turn, and of what it repeats, behind what it takes before that."""
    parsed = _parsed(pattern)
    pairs = [("", "".join(two)) for two in permutations(_alphabet(parsed)[:MOST_PAIRED], 2)]
    for beginning, run in [*pairs, *_repeated(parsed, "")]:
        yield _text(pattern, beginning, run, size)


def _text(pattern: "re.Pattern[Any]", beginning: str, run: str, size: int) -> Any:
    text = beginning + run * (size // max(len(run), 1)) + END
    return text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def _parsed(pattern: "re.Pattern[Any]") -> Any:
    flags = pattern.flags if isinstance(pattern.pattern, str) else pattern.flags & ~re.UNICODE
    return grammar.parse(pattern.pattern, flags)


def _alphabet(parsed: Any) -> str:
    """One sign of each class that a pattern names, its single signs, and a few of everybody's."""
    return "".join([*dict.fromkeys([*ALWAYS, *_signs(parsed)])][:MOST_SIGNS])


def _signs(parsed: Any) -> Iterator[str]:
    for kind, value in parsed:
        if kind in (said.LITERAL, said.NOT_LITERAL):
            yield chr(value)
        elif kind is said.RANGE:
            yield from (chr(value[0]), chr(value[1]))
        elif kind is said.CATEGORY:
            yield from CATEGORIES[value]
        elif kind is said.ANY:
            yield "x"
        else:
            for inner in [value] if kind is said.IN else _within(value):
                yield from _signs(inner)


def _within(value: Any) -> Iterator[Any]:
    """The smaller patterns inside a group, a repetition or an alternative."""
    if isinstance(value, grammar.SubPattern):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _within(each)


def _repeated(parsed: Any, before: str) -> Iterator[tuple[str, str]]:
    """What stands before each repetition, with each sign that is repeated there."""
    for kind, value in parsed:
        if kind in REPEATED:
            for sign in dict.fromkeys([*_signs(value[2]), _example(value[2])]):
                yield before, sign
        for inner in _within(value):
            yield from _repeated(inner, before)
        before += _of(kind, value)


def _example(parsed: Any) -> str:
    """A short text that a pattern takes, as near as this can tell."""
    return "".join(_of(kind, value) for kind, value in parsed)


def _of(kind: Any, value: Any) -> str:
    if kind is said.LITERAL:
        return chr(value)
    if kind in REPEATED:
        times: int = min(max(value[0], 1), LONGEST_EXAMPLE)
        return _example(value[2]) * times
    if kind is said.BRANCH:
        return _example(value[1][0])
    if kind is said.SUBPATTERN:
        return _example(value[3])
    if kind in (said.IN, said.CATEGORY, said.ANY, said.NOT_LITERAL):
        return next(_signs([(kind, value)]), "")
    return ""
