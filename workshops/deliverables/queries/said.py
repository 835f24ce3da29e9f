"""Notes and themes as deliverables may tell them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.deliverables.rules.evidence import NoteFact, ThemeFact, VoteFact
from workshops.deliverables.rules.words import CatalogueWords
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Theme, ThemeNote
from workshops.expectations.queries.themes import USABLE, Figures, figures
from workshops.experiments.queries.answered import list_answers


def theme_facts(
    engagement: Engagement, language: str, told: Sequence[str]
) -> tuple[ThemeFact, ...]:
    """The themes that stand, with their usable notes; `told` are the keys of experiments."""
    query = (
        select(Theme)
        .where(
            Theme.engagement_id == engagement.id,
            Theme.deleted_at.is_(None),
            Theme.merged_into_id.is_(None),
        )
        .order_by(Theme.position, Theme.id)
    )
    themes = db.session.scalars(query).all()
    notes, borne = _bearing(themes), figures(engagement, themes)
    answers = list_answers(WORKER, themes)
    return tuple(
        _theme(
            theme,
            note_facts(notes[theme.id], language),
            borne[theme.id],
            [f"experiment:{e.public_id}" for e in answers[theme.id].experiments],
            told,
        )
        for theme in themes
    )


def _theme(
    theme: Theme,
    notes: tuple[NoteFact, ...],
    borne: Figures,
    answered_by: Sequence[str],
    told: Sequence[str],
) -> ThemeFact:
    return ThemeFact(
        key=f"theme:{theme.public_id}",
        statement=theme.statement,
        stage=theme.stage,
        touchpoint=theme.touchpoint,
        strength=theme.strength.value,
        present_service=theme.present_service,
        gap=theme.gap,
        notes=notes,
        speakers=borne.speakers,
        weight=borne.share,
        votes=tuple(
            VoteFact(
                one.name,
                one.votes.votes,
                one.votes.agrees,
                one.votes.disagrees,
                one.votes.passes,
            )
            for one in borne.groups
        ),
        standing=borne.standing.value,
        answered_by=tuple(key for key in answered_by if key in told),
    )


def _bearing(themes: Iterable[Theme]) -> Mapping[int, list[ExpectationNote]]:
    query = (
        select(ThemeNote)
        .join(ThemeNote.note)
        .where(ThemeNote.theme_id.in_([theme.id for theme in themes]), USABLE)
        .options(contains_eager(ThemeNote.note))
        .order_by(ThemeNote.theme_id, ThemeNote.position, ThemeNote.note_id)
    )
    found: dict[int, list[ExpectationNote]] = defaultdict(list)
    for link in db.session.scalars(query):
        found[link.theme_id].append(link.note)
    return found


def note_facts(notes: Iterable[ExpectationNote], language: str) -> tuple[NoteFact, ...]:
    """Notes under the speaker's role and code, each once."""
    words = CatalogueWords(language)
    return tuple(_note(note, words) for note in {note.id: note for note in notes}.values())


def _note(note: ExpectationNote, words: CatalogueWords) -> NoteFact:
    role = words.gettext(note.speaker_role.label).lower()
    return NoteFact(
        key=f"note:{note.public_id}",
        text=note.text,
        speaker=f"{role} {note.speaker_code[:4].upper()}",
        quotable=note.quotable,
        language=note.language,
        kind=note.kind.value,
    )
