"""Deliverables composed from evidence: pure functions from a snapshot to sections of sentences.

`compose(kind, evidence, words, subject)` is all that others need; `CatalogueWords` are the words.
"""

from collections.abc import Iterable

from workshops.deliverables.compose import (
    benefits,
    brief,
    expectations,
    gathering,
    handover,
    log,
    memo,
    report,
    roadmap,
    supervision,
    training,
)
from workshops.deliverables.compose.common import questions, sources_section
from workshops.deliverables.compose.desk import Desk
from workshops.deliverables.compose.parts import (
    Composition,
    NotCured,
    Question,
    Recipe,
    Recommendation,
    RecommendationKind,
    Words,
)
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import Evidence
from workshops.deliverables.rules.phase import check_phase
from workshops.deliverables.rules.words import CatalogueWords
from workshops.documents.blocks import Section, Source, sentences_of

__all__ = [
    "CatalogueWords",
    "Composition",
    "NotCured",
    "Question",
    "Recommendation",
    "RecommendationKind",
    "Words",
    "compose",
]

RECIPES: dict[DeliverableKind, Recipe[Desk]] = {
    DeliverableKind.TRAINING: training.RECIPE,
    DeliverableKind.SUPERVISION: supervision.RECIPE,
    DeliverableKind.MANAGEMENT_MEMO: memo.RECIPE,
    DeliverableKind.ROADMAP: roadmap.RECIPE,
    DeliverableKind.POLICY_BRIEF: brief.RECIPE,
    DeliverableKind.EXPECTATION_MAP: expectations.RECIPE,
    DeliverableKind.EXPERIMENT_REPORT: report.RECIPE,
    DeliverableKind.WORKSHOP_REPORT: gathering.RECIPE,
    DeliverableKind.DECISION_LOG: log.RECIPE,
    DeliverableKind.BENEFITS_SHEET: benefits.RECIPE,
    DeliverableKind.HANDOVER: handover.RECIPE,
}


def compose(
    kind: DeliverableKind, evidence: Evidence, words: Words, subject: str = ""
) -> Composition:
    """The deliverable that the evidence gives, or Invalid while it cannot give one.

    `subject` is the key of the one experiment or workshop that a report is about.
    """
    check_phase(kind, evidence)
    desk, recipe = Desk(kind, evidence, words, subject), RECIPES[kind]
    sections = [part(desk) for part in recipe.body(desk)]
    if recipe.summary:
        sections.insert(0, recipe.summary(desk))
    kept = [s for s in (*sections, questions(desk)) if s is not None]
    ending = sources_section(desk, recipe.sources_key, kept)
    told = (*kept, ending) if ending else tuple(kept)
    return Composition(
        kind=kind,
        language=words.language,
        title=recipe.title(desk),
        sections=told,
        sources=_named(desk, told),
        questions=tuple(desk.questions),
        recommendations=tuple(desk.recommendations),
        not_cured=tuple(desk.not_cured),
    )


def _named(desk: Desk, sections: Iterable[Section]) -> tuple[Source, ...]:
    keys: dict[str, None] = {}
    for each in sections:
        for block in each.blocks:
            for sentence in sentences_of(block.content):
                keys.update(dict.fromkeys(sentence.sources))
    return tuple(desk.sources[key] for key in keys)
