"""No text is so long or so odd that reading it keeps the server from everybody else."""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from typing import Any

import pytest

from tests.architecture.feeding import mixtures, runs
from tests.architecture.patterns import Applied, list_patterns
from tests.timing import is_slow
from workshops.core.errors import Problem
from workshops.core.text import clean, fold, sort_key, with_few_marks
from workshops.deliverables.rules.differences import compare, compare_lines
from workshops.deliverables.rules.writing import Marks
from workshops.expectations.rules.personal_data import find_personal_data
from workshops.mail.human import own_words, without_tags
from workshops.people.rules.contact import proper_email
from workshops.people.rules.rows import Known, read_row
from workshops.planning.rules import typed
from workshops.search.rules.asking import ask
from workshops.search.rules.snippets import snippet
from workshops.search.rules.words import stems

SIZE, SECONDS = 50_000, 0.2
SIZE_OF_MIXTURE, SECONDS_OF_MIXTURE = 2_500, 0.02
KNOWN = Known({}, {}, {f"skill {number}": number for number in range(100)})


def _apply(applied: Applied, text: Any) -> None:
    for way in applied.ways:
        if way in ("sub", "subn"):
            applied.pattern.sub(type(text)(), text)
        elif way == "finditer":
            for _ in applied.pattern.finditer(text):
                pass
        else:
            getattr(applied.pattern, way)(text)


def test_every_pattern_reads_fifty_thousand_characters_at_once() -> None:
    """A mixture twenty times shorter than that may take a tenth: the square of it would show."""
    patterns, slow = list_patterns(), set()
    for applied in patterns:
        for fed, size, seconds in (
            (runs, SIZE, SECONDS),
            (mixtures, SIZE_OF_MIXTURE, SECONDS_OF_MIXTURE),
        ):
            for text in fed(applied.pattern, size):
                if is_slow(lambda a=applied, t=text: _apply(a, t), seconds):  # type: ignore[misc]
                    slow.add(f"{applied.place}: {applied.pattern.pattern} on {text[:30]!r}")
    assert slow == set()
    assert len(patterns) > 100


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"[^\s,;]*@[^\s,;]*", "findall"),
        (r"^(?P<name>.*?)<\s*(?P<address>[^<>]*?)\s*>[\s,.]*$", "match"),
        (r"(?P<name>.+?)[\s:=]+(?P<level>[0-4])", "fullmatch"),
    ],
)
def test_a_pattern_that_looks_back_is_noticed(pattern: str, way: str) -> None:
    applied = Applied("here", re.compile(pattern), frozenset({way}))
    texts = chain(runs(applied.pattern, 5_000), mixtures(applied.pattern, 600))
    assert any(is_slow(lambda t=text: _apply(applied, t), 0.01) for text in texts)  # type: ignore[misc]


READERS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "fold": fold,
    "sort": sort_key,
    "address": proper_email,
    "skills": lambda text: read_row(2, ["Anne", text[:5000]], {"name": 0, "skills": 1}, KNOWN),
    "stems": lambda text: stems(text, "da"),
    "asked": lambda text: snippet(text, ask(text), "da"),
    "block": typed.block,
    "materials": typed.materials,
    "personal": lambda text: find_personal_data(text[:20_000]),
    "marks": Marks({}).read,
    "mail": own_words,
    "html": without_tags,
    "change": lambda text: compare(text, f"b {text[1:]}"),
    "lines": lambda text: compare_lines(text.split(" "), ["b", *text.split(" ")[1:]]),
}
AGAIN = (
    *("a", "a ", "a@b.dk ", "Anna Holm ", "12 34 56 78 ", "a:", "<a ", "[1,"),
    *("\u0316\u0301", "\u0f73"),
)


@pytest.mark.parametrize("name", READERS)
def test_reading_typed_text_takes_a_moment(name: str) -> None:
    def read(text: str) -> None:
        with suppress(Problem):
            READERS[name](text)

    texts = [again * (SIZE // len(again)) for again in AGAIN]
    assert [t[:12] for t in texts if is_slow(lambda t=t: read(t), 0.8)] == []  # type: ignore[misc]


def test_an_accent_too_many_is_left_out() -> None:
    assert clean("e\u0301" + "\u0316" * 40) == "\u00e9" + "\u0316" * 29
    assert with_few_marks("blåbærgrød") == "blåbærgrød"
