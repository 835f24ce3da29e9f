"""How well an entry answers a question; the same figure whatever the database."""

from collections.abc import Callable, Sequence

from workshops.search.rules.asking import Question

TITLE = 5.0
BEGINNING = 0.3
SATURATION = 1.5
USUAL_LENGTH = 600

Sought = tuple[Sequence[str], Sequence[str]]


def scorer(question: Question) -> Callable[[str], float]:
    """A function that gives an entry's indexed text its score; the larger, the better.

    Each thing asked for counts, in the title (the first line) more than in the text. A whole word
    weighs more than the beginning of one, and a long text must say it more often.
    """
    sought: list[Sought] = [
        (
            [f" {' '.join(p)} " for p in asked.phrases],
            [f" {' '.join(p)}" for p in asked.needed if asked.begins(p)],
        )
        for asked in question
    ]

    def score(stems: str) -> float:
        title, _, text = stems.partition("\n")
        title, text = f" {title} ", f" {text} "
        long = 0.75 + 0.25 * len(text) / USUAL_LENGTH
        total = 0.0
        for one in sought:
            often = _count(one, title) * TITLE + _count(one, text) / long
            total += often * (SATURATION + 1) / (often + SATURATION)
        return total

    return score


def _count(sought: Sought, text: str) -> float:
    whole = max(map(text.count, sought[0]))
    begun = max(map(text.count, sought[1]), default=0)
    return whole + BEGINNING * max(0, begun - whole)
