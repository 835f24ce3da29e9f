"""What differs between two texts, word by word, and between two versions, section by section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum

from workshops.documents.blocks import (
    Callout,
    Chart,
    Content,
    Document,
    Facts,
    Quote,
    Section,
    Table,
    sentences_of,
)

_WORDS = re.compile(r"\S+\s*")
FEWEST_SAME = 0.25


class Change(StrEnum):
    """What became of a run of words, or of a section."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Run:
    """Words that belong together."""

    change: Change
    text: str


@dataclass(frozen=True)
class SectionChange:
    """A section of two versions; each line is its runs."""

    key: str
    title: str
    change: Change
    lines: tuple[tuple[Run, ...], ...] = ()


@dataclass
class _Patience:
    """How many steps are left for finding what two texts have in common: a tenth of a second."""

    steps: int = 1_000_000


class _Matcher(SequenceMatcher[str]):
    """Says that the rest differs once its patience has ended.

    Where a word stands in both texts a thousand times, the search takes up to the cube of that.
    """

    a: Sequence[str]
    b2j: dict[str, list[int]]

    def __init__(self, before: Sequence[str], after: Sequence[str], patience: _Patience) -> None:
        self.patience = patience
        super().__init__(None, before, after, autojunk=False)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """The longest run that both have between these places; none when patience has ended."""
        self.patience.steps -= sum(1 + len(self.b2j.get(word, ())) for word in self.a[alo:ahi])
        if self.patience.steps < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def compare(before: str, after: str) -> tuple[Run, ...]:
    """Two texts word by word. What has little in common is shown as one taken, one put in."""
    return _compare(before, after, _Patience())


def _compare(before: str, after: str, patience: _Patience) -> tuple[Run, ...]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = _Matcher([w.strip() for w in old], [w.strip() for w in new], patience)
    if old and new and matcher.ratio() < FEWEST_SAME:
        return (Run(Change.REMOVED, before), Run(Change.ADDED, after))
    runs = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run(Change.SAME, "".join(new[j1:j2])))
            continue
        if i2 > i1:
            runs.append(Run(Change.REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            runs.append(Run(Change.ADDED, "".join(new[j1:j2])))
    return tuple(runs)


def compare_lines(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Run, ...], ...]:
    """Two lists of lines: equal ones stay, neighbours that differ are compared word by word."""
    lines: list[tuple[Run, ...]] = []
    patience = _Patience()
    for tag, i1, i2, j1, j2 in _Matcher(before, after, patience).get_opcodes():
        old, new = before[i1:i2], after[j1:j2]
        if tag == "equal":
            lines += [(Run(Change.SAME, line),) for line in new]
            continue
        both = min(len(old), len(new))
        lines += [_compare(a, b, patience) for a, b in zip(old[:both], new[:both], strict=True)]
        lines += [(Run(Change.REMOVED, line),) for line in old[both:]]
        lines += [(Run(Change.ADDED, line),) for line in new[both:]]
    return tuple(lines)


def told(content: Content) -> list[str]:
    """A piece as lines of plain text, without numbers of sources."""
    match content:
        case Table(caption, columns, rows):
            head = " · ".join(column.label for column in columns)
            return [caption, head, *(" · ".join(cell.text for cell in row) for row in rows)]
        case Facts(items):
            return [f"{term}: {value.text}" for term, value in items]
        case Quote(text, speaker, _):
            return [f"“{text}” – {speaker}"]
        case Callout(title, _, _):
            return [title, *(sentence.text for sentence in sentences_of(content))]
        case Chart(title, summary, bars, unit):
            return [
                title,
                summary,
                *(f"{label}: {value:g} {unit}".strip() for label, value in bars),
            ]
        case _:
            return [sentence.text for sentence in sentences_of(content)]


def compare_documents(before: Document, after: Document) -> list[SectionChange]:
    """Two versions, section by section in the order of the later one, then what fell away."""
    old = {section.key: section for section in before.sections}
    new = {section.key for section in after.sections}
    found = [_section(old.get(section.key), section) for section in after.sections]
    return found + [_section(section, None) for key, section in old.items() if key not in new]


def _section(before: Section | None, after: Section | None) -> SectionChange:
    shown = after or before
    assert shown is not None  # noqa: S101 - one of the two versions has it
    was, now = _lines(before), _lines(after)
    if before is None or after is None:
        change = Change.ADDED if before is None else Change.REMOVED
        return SectionChange(shown.key, shown.title, change, compare_lines(was, now))
    if was == now and before.title == after.title:
        return SectionChange(shown.key, shown.title, Change.SAME)
    lines = compare_lines([before.title, *was], [after.title, *now])
    return SectionChange(shown.key, shown.title, Change.CHANGED, lines)


def _lines(section: Section | None) -> list[str]:
    return [line for block in section.blocks for line in told(block.content)] if section else []
