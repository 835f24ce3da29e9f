"""Sorting notes into themes: place, take out, hide, split, merge. Each act can be taken back.

Placings stand in ThemeChange with who and when; the activity log tells of themes only, so that
sixty notes in five minutes do not bury it.
"""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import ExpectationNote, Theme, ThemeAct, ThemeNote
from workshops.expectations.rules.themes import borne_mark
from workshops.expectations.services import themes as theme_services
from workshops.expectations.services import undo
from workshops.expectations.services.entries import index_theme

MOST = 500


def place_notes(
    actor: Actor, *, theme: Theme, notes: Sequence[ExpectationNote], seen: str | None = None
) -> None:
    """Let notes bear a theme; those that do already stay as they are.

    `seen` is what `borne_mark` said of the one note when it was shown. Raises Conflict when
    somebody else has sorted it since.
    """
    _may_sort(actor, theme.engagement)
    _fitting(theme.engagement, notes, theme)
    before = undo.stand(notes)
    borne = [number for one in before["notes"].values() for number, _ in one["themes"]]
    if seen is not None and seen != borne_mark(borne):
        raise Conflict(N_("Somebody else has sorted this note while you looked at it."))
    _bear(theme, notes)
    undo.keep(actor, ThemeAct.PLACED, before, engagement=theme.engagement, theme=theme)


def take_out(actor: Actor, *, theme: Theme, note: ExpectationNote) -> None:
    """Let a note no longer bear a theme."""
    _may_sort(actor, theme.engagement)
    _fitting(theme.engagement, [note], theme)
    before = undo.stand([note])
    _unbear(theme, [note])
    undo.keep(actor, ThemeAct.TAKEN_OUT, before, engagement=theme.engagement, theme=theme)


def begin_theme(
    actor: Actor, *, engagement: Engagement, statement: str, notes: Sequence[ExpectationNote]
) -> Theme:
    """Make a theme out of notes, with its statement alone. Raises Invalid."""
    _may_sort(actor, engagement)
    _fitting(engagement, notes)
    before = undo.stand(notes)
    facts = theme_services.ThemeFacts(statement)
    theme = theme_services.make_theme(actor, engagement=engagement, facts=facts)
    _bear(theme, notes)
    undo.keep(actor, ThemeAct.ADDED, before, engagement=engagement, theme=theme)
    return theme


def hide_note(actor: Actor, *, note: ExpectationNote, hidden: bool = True) -> None:
    """Leave a note out of everything, or with `hidden` false let it count again."""
    if not permissions.can_edit_notes(actor, note.engagement):
        raise NotAllowed(N_("Your role may not hide notes."))
    _fitting(note.engagement, [note])
    before = undo.stand([note])
    note.hidden_at = clock.now() if hidden else None
    db.session.flush()
    act = ThemeAct.HIDDEN if hidden else ThemeAct.SHOWN
    activity.record(actor, act.value, note, engagement_id=note.engagement_id)
    undo.keep(actor, act, before, engagement=note.engagement, theme=None)


def split_theme(
    actor: Actor, *, theme: Theme, statement: str, notes: Sequence[ExpectationNote]
) -> Theme:
    """Move some of a theme's notes to a new one beside it. Raises Invalid."""
    _may_sort(actor, theme.engagement)
    _fitting(theme.engagement, notes, theme)
    if not notes:
        raise Invalid(N_("Choose the notes that go to the new theme."), "notes")
    before = undo.stand(notes)
    facts = theme_services.ThemeFacts(
        statement, stage=theme.stage, touchpoint=theme.touchpoint, strength=theme.strength
    )
    new = theme_services.make_theme(actor, engagement=theme.engagement, facts=facts)
    _unbear(theme, notes)
    _bear(new, notes)
    undo.keep(actor, ThemeAct.SPLIT, before, engagement=theme.engagement, theme=new)
    return new


def merge_themes(actor: Actor, *, loser: Theme, winner: Theme) -> Theme:
    """Move all notes of one theme to another, which the first then points to. Raises Conflict."""
    _may_sort(actor, winner.engagement)
    require_there(loser, winner)
    if loser.engagement_id != winner.engagement_id or loser.id == winner.id:
        raise Invalid(N_("Choose another theme of the same engagement."), "winner")
    _fitting(winner.engagement, [], loser, winner)
    into_loser = select(Theme).where(Theme.merged_into_id == loser.id).order_by(Theme.id)
    earlier = db.session.scalars(into_loser).all()
    notes = _all_notes(loser)
    before = undo.stand(notes, [loser, *earlier])
    _unbear(loser, notes)
    _bear(winner, notes)
    for theme in (loser, *earlier):
        theme.merged_into_id = winner.id
    db.session.flush()
    index_theme(loser)
    undo.keep(actor, ThemeAct.MERGED, before, engagement=winner.engagement, theme=winner)
    activity.record(
        actor, "merged", winner, title=winner.statement, engagement_id=winner.engagement_id
    )
    return winner


def _may_sort(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_edit_themes(actor, engagement):
        raise NotAllowed(N_("Your role may not sort notes into themes."))


def _fitting(engagement: Engagement, notes: Sequence[ExpectationNote], *themes: Theme) -> None:
    """Refuse what is of another engagement, withdrawn, deleted or merged away; lock the themes."""
    if len(notes) > MOST:
        raise Invalid(N_("Choose at most %(most)s notes at a time."), "notes", most=MOST)
    if any(n.engagement_id != engagement.id or n.withdrawn_at is not None for n in notes):
        raise Conflict(N_("A note has been withdrawn while you looked at it."))
    undo.lock(Theme, [theme.id for theme in themes])
    require_there(*themes)
    if any(theme.merged_into_id is not None for theme in themes):
        raise Conflict(N_("The theme has been deleted or merged while you looked at it."))


def _all_notes(theme: Theme) -> Sequence[ExpectationNote]:
    query = (
        select(ExpectationNote)
        .join(ThemeNote, ThemeNote.note_id == ExpectationNote.id)
        .where(ThemeNote.theme_id == theme.id)
        .order_by(ExpectationNote.id)
    )
    return db.session.scalars(query).all()


def _bear(theme: Theme, notes: Sequence[ExpectationNote]) -> None:
    """Link the notes that do not bear the theme yet, after those that do."""
    bearing = set(
        db.session.scalars(select(ThemeNote.note_id).where(ThemeNote.theme_id == theme.id))
    )
    last = select(func.max(ThemeNote.position)).where(ThemeNote.theme_id == theme.id)
    position = db.session.scalar(last) or 0
    for note in notes:
        if note.id not in bearing:
            position += 1
            db.session.add(ThemeNote(theme_id=theme.id, note_id=note.id, position=position))
            bearing.add(note.id)
    db.session.flush()


def _unbear(theme: Theme, notes: Sequence[ExpectationNote]) -> None:
    links = delete(ThemeNote).where(
        ThemeNote.theme_id == theme.id, ThemeNote.note_id.in_([note.id for note in notes])
    )
    db.session.execute(links.execution_options(synchronize_session="fetch"))
