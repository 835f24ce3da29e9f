"""The words of a hit as a person reads them, with what was asked for marked."""

from bisect import bisect_left
from dataclasses import dataclass

from workshops.search.rules.asking import Asked, Question
from workshops.search.rules.words import stem, words

WIDTH = 240
BEFORE = 60


@dataclass(frozen=True)
class Segment:
    """A piece of plain text; `marked` says that it was asked for."""

    text: str
    marked: bool


def mark(text: str, question: Question, language: str) -> tuple[Segment, ...]:
    """The whole text in segments."""
    return _cut(text, _spans(text, question, language), 0, len(text))


def snippet(text: str, question: Question, language: str) -> tuple[Segment, ...]:
    """The stretch of about 240 characters in which most is found; else the beginning."""
    spans = _spans(text, question, language)
    start = _start(text, [s for s, _ in spans])
    end = _word_end(text, start + WIDTH)
    found = list(_cut(text, spans, start, end))
    if start:
        found.insert(0, Segment("… ", marked=False))
    if end < len(text):
        found.append(Segment(" …", marked=False))
    return tuple(found)


def _spans(text: str, question: Question, language: str) -> list[tuple[int, int]]:
    """Where each thing asked for stands, in order, nothing twice."""
    if not question:
        return []
    found = list(words(text))
    keys = [stem(match[0], language) for match in found]
    firsts = tuple({phrase[0] for asked in question for phrase in asked.phrases})
    spans = []
    at = 0
    while at < len(keys):
        long = 0
        if keys[at].startswith(firsts):
            long = max(_length(asked, keys, at) for asked in question)
        if long:
            spans.append((found[at].start(), found[at + long - 1].end()))
        at += max(long, 1)
    return spans


def _length(asked: Asked, keys: list[str], at: int) -> int:
    """How many words from `at` on are something asked for; 0 for none."""
    best = 0
    for phrase in asked.phrases:
        here = keys[at : at + len(phrase)]
        if len(here) < len(phrase) or tuple(here[:-1]) != phrase[:-1]:
            continue
        same = here[-1] == phrase[-1]
        if same or (asked.begins(phrase) and here[-1].startswith(phrase[-1])):
            best = max(best, len(phrase))
    return best


def _start(text: str, starts: list[int]) -> int:
    """The beginning of the window that holds most marks, set back to the beginning of a word."""
    if not starts or starts[0] < WIDTH - BEFORE:
        return 0
    room = WIDTH - BEFORE
    best = max(starts, key=lambda a: (bisect_left(starts, a + room) - bisect_left(starts, a), -a))
    cut = max(0, best - BEFORE)
    return text.find(" ", cut, best) + 1 or best


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    cut = text.rfind(" ", end - BEFORE, end)
    return end if cut < 0 else cut


def _cut(text: str, spans: list[tuple[int, int]], start: int, end: int) -> tuple[Segment, ...]:
    found, at = [], start
    for begins, ends in spans:
        if begins < start or ends > end:
            continue
        found += [Segment(text[at:begins], marked=False), Segment(text[begins:ends], marked=True)]
        at = ends
    found.append(Segment(text[at:end], marked=False))
    return tuple(segment for segment in found if segment.text)
