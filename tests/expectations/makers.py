"""Makers of notes, themes, groups and votes for tests."""

from itertools import count
from typing import Any

from tests.factories import make_engagement, save
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.expectations.models import (
    ExpectationNote,
    NoteKind,
    NoteVote,
    SpeakerRole,
    Theme,
    ThemeNote,
    ViewpointGroup,
)

_numbers = count(1)


def make_note(engagement: Engagement | None = None, **changes: Any) -> ExpectationNote:
    """A citizen's note that may not be quoted."""
    engagement = engagement or make_engagement()
    values = {
        "text": f"Jeg forstår ikke brevet, side {next(_numbers)}",
        "kind": NoteKind.QUOTE,
        "speaker_role": SpeakerRole.CITIZEN,
    }
    return save(ExpectationNote(engagement_id=engagement.id, **{**values, **changes}))


def make_theme(
    engagement: Engagement | None = None, *notes: ExpectationNote, **changes: Any
) -> Theme:
    """A theme, borne by the notes that are given."""
    engagement = engagement or make_engagement()
    number = next(_numbers)
    values = {"statement": f"Brevet skal kunne forstås, {number}", "position": number}
    theme = save(Theme(engagement_id=engagement.id, **{**values, **changes}))
    for position, note in enumerate(notes, start=1):
        db.session.add(ThemeNote(theme_id=theme.id, note_id=note.id, position=position))
    db.session.commit()
    return theme


def make_group(engagement: Engagement, name: str, size: int = 10) -> ViewpointGroup:
    """People who vote alike."""
    return save(ViewpointGroup(engagement_id=engagement.id, name=name, size=size, source="test"))


def make_votes(
    note: ExpectationNote,
    group: ViewpointGroup | None,
    agrees: int,
    disagrees: int = 0,
    passes: int = 0,
) -> NoteVote:
    """How a group voted on a note."""
    return save(
        NoteVote(
            note_id=note.id,
            group_id=group.id if group else None,
            agrees=agrees,
            disagrees=disagrees,
            passes=passes,
        )
    )
