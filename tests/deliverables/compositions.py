"""Small compositions for tests, as composing would give them."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshops.deliverables.models import Deliverable, DeliverableBlock
from workshops.documents.blocks import (
    Block,
    Content,
    Paragraph,
    Quote,
    Section,
    Sentence,
    Source,
    SourceKind,
)

EXPERIMENT = Source("experiment:aaa", SourceKind.EXPERIMENT, "Breve i klart sprog", "Niveau 3")
NOTE = Source("note:nnn", SourceKind.NOTE, "Note fra borger", "Må citeres")
QUOTED = "jeg ringede fem gange og fik aldrig et svar fra kommunen"


@dataclass(frozen=True)
class Question:
    """A question to the agency."""

    key: str = "headcount:sagsbehandler"
    text: str = "Hvor mange sagsbehandlere er der?"
    purpose: str = "For at regne på timer"


@dataclass(frozen=True)
class Recommended:
    """A row for the agency to answer."""

    key: str = "module:1"
    kind: str = "training_module"
    text: str = "Modul 1: at ringe op"
    sources: tuple[str, ...] = ("experiment:aaa",)


@dataclass(frozen=True)
class Made:
    """A composition."""

    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = (EXPERIMENT, NOTE)
    questions: tuple[Question, ...] = (Question(),)
    recommendations: tuple[Recommended, ...] = (Recommended(),)


def said(text: str, *keys: str) -> Paragraph:
    """A paragraph of one sentence."""
    return Paragraph((Sentence(text, keys or ("experiment:aaa",)),))


def quoted() -> Quote:
    """What a citizen said."""
    return Quote(QUOTED, "borger 1", ("note:nnn",))


def composition(sections: Mapping[str, Mapping[str, Content | str]]) -> Made:
    """A composition from section key to block key to content; a text is one sentence."""
    return Made(
        tuple(
            Section(
                key,
                key.capitalize(),
                tuple(
                    Block(name, said(content) if isinstance(content, str) else content)
                    for name, content in blocks.items()
                ),
            )
            for key, blocks in sections.items()
        )
    )


FIRST = composition({"summary": {"s1": "Resumé."}, "needs": {"n1": "Et behov.", "n2": quoted()}})


def block_of(deliverable: Deliverable, key: str) -> DeliverableBlock:
    """A block of a draft by its key."""
    found = [b for section in deliverable.sections for b in section.blocks if b.key == key]
    assert len(found) == 1, [b.key for section in deliverable.sections for b in section.blocks]
    return found[0]


def words_of(deliverable: Deliverable) -> dict[str, list[str]]:
    """The keys of shown blocks by section, in order."""
    return {
        section.key: [block.key for block in section.blocks if not block.removed]
        for section in deliverable.sections
    }
