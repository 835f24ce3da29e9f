"""What composing gives: sections, questions, recommendations, and what is left to others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.documents.blocks import Document, Section, Source, TitlePage
from workshops.experiments.models.kinds import Cause


class Words(Protocol):
    """The language of a deliverable: its catalogue and its ways with dates and figures."""

    language: str

    def gettext(self, message: str, **values: object) -> str:
        """The translation of a message id, its `%(name)s` places filled."""

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """The same for a count; `%(num)s` is the count."""

    def date(self, day: date) -> str:
        """A day written out: "3. marts 2026"."""

    def number(self, value: float) -> str:
        """A number with the language's separators."""

    def money(self, kroner: float) -> str:
        """An amount in kroner, without øre."""

    def amounts(self, low: float, high: float) -> str:
        """An amount in kroner from and to, the unit once."""

    def measure(self, value: float, unit: str) -> str:
        """A value with its unit: "64 %"."""

    def listing(self, items: Iterable[str]) -> str:
        """Things one after the other: "a, b and c"."""


class RecommendationKind(Worded):
    """What an agency answers, row by row."""

    TRAINING_MODULE = "training_module", N_("Training module")
    SUPERVISION_SETUP = "supervision_setup", N_("Supervision set-up")
    ROADMAP_STEP = "roadmap_step", N_("Step of the roadmap")
    POLICY_OPTION = "policy_option", N_("Policy option")


@dataclass(frozen=True, slots=True)
class Question:
    """Something unknown that the agency is asked. `key` is the same in every deliverable."""

    key: str
    number: int
    text: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A row that the agency answers."""

    key: str
    number: int
    kind: RecommendationKind
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotCured:
    """A barrier that this deliverable does not cure, and the kind that takes it up."""

    barrier: str
    text: str
    cause: Cause
    where: DeliverableKind


@dataclass(frozen=True, slots=True)
class Composition:
    """A deliverable as the evidence has it. Section keys are unique, block keys in all of it.

    `sources` are those that its sentences name, in the order in which they are first named.
    """

    kind: DeliverableKind
    language: str
    title: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    questions: tuple[Question, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    not_cured: tuple[NotCured, ...] = ()

    def document(self, title_page: TitlePage) -> Document:
        """The neutral document behind a title page."""
        return Document(self.language, title_page, self.sections, self.sources)


D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Recipe(Generic[D]):
    """How a kind is composed at a desk: its title, its body in order, its summary made last."""

    title: Callable[[D], str]
    body: Callable[[D], tuple[Callable[[D], Section | None], ...]]
    summary: Callable[[D], Section | None] | None
    sources_key: str = "sources"
