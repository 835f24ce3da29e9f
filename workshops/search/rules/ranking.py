"""How well an entry answers a question; the same figure whatever the database."""

from collections.abc import Callable

from workshops.search.rules.asking import Asked, Phrase, Question

TITLE = 5.0
BEGINNING = 0.3
SATURATION = 1.5
USUAL_LENGTH = 600


def score(question: Question, stems: str) -> float:
    """The larger, the better: each thing asked for, in the title more than in the text.

    `stems` is the entry's indexed text, with the title's on the first line. A whole word weighs
    more than the beginning of one, and a long text must say it more often.
    """
    title, _, text = stems.partition("\n")
    title, text = f" {title} ", f" {text} "
    long = 0.75 + 0.25 * len(text) / USUAL_LENGTH
    total = 0.0
    for asked in question:
        often = _count(asked, title) * TITLE + _count(asked, text) / long
        total += often * (SATURATION + 1) / (often + SATURATION)
    return total


def _count(asked: Asked, text: str) -> float:
    whole = _most(asked.phrases, lambda p: text.count(f" {' '.join(p)} "))
    if not asked.beginning:
        return whole
    begun = _most(asked.needed, lambda p: text.count(f" {' '.join(p)}") if asked.begins(p) else 0)
    return whole + BEGINNING * max(0, begun - whole)


def _most(phrases: tuple[Phrase, ...], count: Callable[[Phrase], int]) -> int:
    return max(map(count, phrases), default=0)
