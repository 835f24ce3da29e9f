"""Taking the words of a withdrawn note out of text that somebody has written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workshops.core.text import fold
from workshops.documents.blocks import (
    Bullets,
    Callout,
    Content,
    Facts,
    Paragraph,
    Quote,
    Sentence,
    Table,
)

RUN = 6
_WORD = re.compile(r"\w+")
_NOTHING = "–"
Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Withdrawal:
    """A note by its source key, the runs of words that give its being quoted away.

    `stays` where only the consent to quote was withdrawn: the note is still a source.
    """

    key: str
    runs: Runs
    stays: bool = False


def runs_of(texts: Iterable[str]) -> Runs:
    """Every run of six words of the texts, by which a quotation is known; short texts whole."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        found.update(_runs(_words(text)))
    return frozenset(found)


def quotes(text: str, runs: Runs) -> bool:
    """Whether a text holds a run of words of a withdrawn note."""
    words = _words(text)
    lengths = {len(run) for run in runs}
    return any(
        tuple(words[start : start + length]) in runs
        for length in lengths
        for start in range(len(words) - length + 1)
    )


def without(content: Content, gone: Withdrawal) -> Content | None:
    """The content without what quotes the note, and without its key; None when nothing is left.

    A sentence that only named the note as a source keeps its words and loses the number.
    """
    left: Content | None = content
    match content:
        case Quote(text, _, sources):
            left = None if gone.key in sources or quotes(text, gone.runs) else content
        case Paragraph(sentences):
            kept = _kept(sentences, gone)
            left = Paragraph(kept) if kept else None
        case Callout(_, sentences, _):
            kept = _kept(sentences, gone)
            left = replace(content, sentences=kept) if kept else None
        case Bullets(lines, numbered):
            items = tuple(kept for line in lines if (kept := _kept(line, gone)))
            left = Bullets(items, numbered) if items else None
        case Table():
            rows = tuple(tuple(_cell(cell, gone) for cell in row) for row in content.rows)
            left = replace(content, rows=rows)
        case Facts(pairs):
            left = Facts(tuple((term, _cell(value, gone)) for term, value in pairs))
    return left


def quoted(content: Content, key: str) -> list[str]:
    """The words that a piece quotes from a note."""
    return [content.text] if isinstance(content, Quote) and key in content.sources else []


def _kept(sentences: Iterable[Sentence], gone: Withdrawal) -> tuple[Sentence, ...]:
    return tuple(_unsourced(s, gone) for s in sentences if not quotes(s.text, gone.runs))


def _cell(cell: Sentence, gone: Withdrawal) -> Sentence:
    return Sentence(_NOTHING) if quotes(cell.text, gone.runs) else _unsourced(cell, gone)


def _unsourced(sentence: Sentence, gone: Withdrawal) -> Sentence:
    if gone.stays or gone.key not in sentence.sources:
        return sentence
    return replace(sentence, sources=tuple(k for k in sentence.sources if k != gone.key))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    if 2 < len(words) <= RUN:
        yield tuple(words)
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])
