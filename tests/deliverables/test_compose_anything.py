"""Whatever the records hold, a deliverable is whole: no gap, no stray place, no unknown source."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.deliverables.strategies import evidences
from workshops.core.errors import Invalid
from workshops.deliverables.compose import CatalogueWords, Composition, compose
from workshops.deliverables.compose.index import index
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import Evidence
from workshops.documents.blocks import Bullets, Callout, Chart, Facts, Quote, Table, sentences_of

WORDS = {language: CatalogueWords(language) for language in ("da", "en")}
MANY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # evidence is large: shrinking it takes minutes
    suppress_health_check=list(HealthCheck),
)


def texts(made: Composition) -> Iterator[str]:
    """Every text that a reader meets."""
    yield made.title
    for section in made.sections:
        yield section.title
        for block in section.blocks:
            yield from (sentence.text for sentence in sentences_of(block.content))
            yield from labels(block.content)
    yield from (q.text for q in made.questions)
    yield from (r.text for r in made.recommendations)


def labels(content: object) -> list[str]:
    """What stands around the sentences of a piece."""
    match content:
        case Table(caption, columns, _):
            return [caption, *(column.label for column in columns)]
        case Facts(items):
            return [term for term, _value in items]
        case Callout(title, _, _):
            return [title]
        case Quote(_, speaker, _):
            return [speaker]
        case Chart(title, _, bars, _):
            return [title, *(label for label, _value in bars)]
        case _:
            return []


def check(made: Composition, evidence: Evidence) -> None:
    """What holds of every deliverable."""
    for text in texts(made):
        assert text.strip(), made.kind
        assert not any(stray in text for stray in ("None", "%(", "{", "[]", "()", "“”", "»«")), text
    sections = [section.key for section in made.sections]
    blocks = [block.key for section in made.sections for block in section.blocks]
    assert [key for key, n in Counter(sections).items() if n > 1] == []
    assert [key for key, n in Counter(blocks).items() if n > 1] == []
    assert all(section.blocks for section in made.sections)
    assert max(map(len, [*sections, *blocks])) <= 200
    known = set(index(evidence, WORDS["en"]))
    assert {source.key for source in made.sources} <= known
    assert [r.number for r in made.recommendations] == list(range(1, len(made.recommendations) + 1))
    assert all(r.sources for r in made.recommendations)
    assert all(
        all(part for part in _rows(block.content)) for s in made.sections for block in s.blocks
    )


def _rows(content: object) -> list[object]:
    match content:
        case Table(_, columns, rows):
            return [len(row) == len(columns) for row in rows]
        case Bullets(items, _):
            return list(items)
        case _:
            return [True]


@MANY
@given(evidence=evidences(), language=st.sampled_from(sorted(WORDS)))
def test_anything_composes_or_says_why_not(evidence: Evidence, language: str) -> None:
    for kind in DeliverableKind:
        with suppress(Invalid):
            check(compose(kind, evidence, WORDS[language]), evidence)
