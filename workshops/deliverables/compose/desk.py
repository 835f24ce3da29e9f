"""The desk at which a deliverable is composed: it keeps the questions and knows every source."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from workshops.core.text import clean_line
from workshops.deliverables.compose.index import index
from workshops.deliverables.compose.parts import (
    NotCured,
    Question,
    Recommendation,
    RecommendationKind,
    Words,
)
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import Evidence, ExperimentFact
from workshops.deliverables.rules.phase import carried
from workshops.documents.blocks import (
    Block,
    Bullets,
    Column,
    Content,
    Paragraph,
    Section,
    Sentence,
    Table,
)

Said = Iterable[str]
T = TypeVar("T")


class Desk:
    """Evidence and words at hand; what is asked and recommended is collected on the way."""

    def __init__(
        self, kind: DeliverableKind, evidence: Evidence, words: Words, subject: str = ""
    ) -> None:
        """Open the evidence of one engagement, to be told in the words of one language."""
        self.kind = kind
        self.evidence = evidence
        self.words = words
        self.subject = subject
        self.carried: tuple[ExperimentFact, ...] = carried(evidence)
        self.sources = index(evidence, words)
        self.questions: list[Question] = []
        self.recommendations: list[Recommendation] = []
        self.not_cured: list[NotCured] = []
        self.quoted_notes: set[str] = set()

    def gettext(self, message: str, **values: object) -> str:
        """The translation of a message id."""
        return self.words.gettext(message, **values)

    def tell(self, message: str, keys: Said = (), **values: object) -> Sentence:
        """A sentence from a message id, resting on `keys`."""
        return Sentence(self.words.gettext(message, **values), self.cite(keys))

    def tell_n(self, one: str, many: str, n: int, keys: Said = (), **values: object) -> Sentence:
        """A sentence about a count."""
        return Sentence(self.words.ngettext(one, many, n, **values), self.cite(keys))

    def cell(self, text: str, keys: Said = ()) -> Sentence:
        """Text that is not from the catalogue: a name, a figure, a record's own words."""
        return Sentence(clean_line(text) or "–", self.cite(keys))

    def quoted(self, text: str) -> str:
        """A name or a title in the language's quotation marks."""
        return self.words.gettext("“%(text)s”", text=text)

    def cite(self, keys: Said) -> tuple[str, ...]:
        """Those of `keys` that the evidence holds, each once: a withdrawn note is not named."""
        return tuple(dict.fromkeys(key for key in keys if key in self.sources))

    def ask(self, key: str, text: str, purpose: str) -> str:
        """The agency's stored answer, or an empty text after putting the question."""
        return self.ask_for(key, text, purpose, str) or ""

    def ask_for(
        self, key: str, text: str, purpose: str, read: Callable[[str], T | None]
    ) -> T | None:
        """What the stored answer says, read; asked again when it does not say it."""
        answer = clean_line(self.evidence.answers.get(key, ""))
        value = read(answer) if answer else None
        if answer and value is None:
            again = self.gettext("You answered “%(answer)s”. Give it in figures.", answer=answer)
            text = f"{text} {again}"
        if value is None and all(asked.key != key for asked in self.questions):
            self.questions.append(Question(key, len(self.questions) + 1, text, purpose))
        return value

    def asked(self) -> str:
        """What stands where an answer is still to come."""
        return self.gettext("Asked of the agency, see the questions")

    def recommend(self, kind: RecommendationKind, key: str, text: str, keys: Said) -> None:
        """Add a numbered row that the agency will answer."""
        number = len(self.recommendations) + 1
        self.recommendations.append(Recommendation(key, number, kind, text, self.cite(keys)))


def paragraph(key: str, *sentences: Sentence | None) -> Block:
    """A block of the sentences that there are."""
    return Block(key, Paragraph(tuple(s for s in sentences if s is not None)))


def bullets(key: str, items: Iterable[Iterable[Sentence]], numbered: bool = False) -> Block:
    """A list as a block."""
    return Block(key, Bullets(tuple(tuple(item) for item in items), numbered))


def table(
    key: str, caption: str, columns: Iterable[Column], rows: Iterable[Iterable[Sentence]]
) -> Block:
    """A table as a block."""
    return Block(key, Table(caption, tuple(columns), tuple(tuple(row) for row in rows)))


def section(key: str, title: str, blocks: Iterable[Block]) -> Section | None:
    """A section, or nothing when there is nothing to say in it."""
    kept = tuple(block for block in blocks if not _is_empty(block.content))
    return Section(key, title, kept) if kept else None


Part = Callable[[Desk], Section | None]


def _is_empty(content: Content) -> bool:
    match content:
        case Paragraph(sentences):
            return not sentences
        case Bullets(items, _):
            return not items
        case Table(_, _, rows):
            return not rows
        case _:
            return False
