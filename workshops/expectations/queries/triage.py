"""Reads for sorting: the note on the desk, its neighbours, what is left, and what was done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import ExpectationNote, Theme, ThemeChange, ThemeNote

LISTED = 50
NO_NOTE = N_("There is no such note. It may have been withdrawn.")
NO_ENGAGEMENT = N_("There is no such engagement.")


class Shown(Worded):
    """Which notes are gone through."""

    UNSORTED = "unsorted", N_("Not sorted yet")
    ALL = "all", N_("All notes")
    HIDDEN = "hidden", N_("Hidden notes")


@dataclass(frozen=True)
class Left:
    """How many notes there are of each kind."""

    unsorted: int
    all: int
    hidden: int

    def of(self, shown: Shown) -> int:
        """The number for one kind."""
        return {Shown.UNSORTED: self.unsorted, Shown.ALL: self.all}.get(shown, self.hidden)


def get_note(actor: Actor, engagement: Engagement, public_id: str) -> ExpectationNote:
    """One note of the engagement that can be sorted. Raises NotFound."""
    found = list_chosen(actor, engagement, [public_id])
    if not found:
        raise NotFound(NO_NOTE)
    return found[0]


def list_chosen(
    actor: Actor, engagement: Engagement, public_ids: Collection[str]
) -> Sequence[ExpectationNote]:
    """The notes of the engagement with these ids, withdrawn ones left out, the oldest first."""
    if not permissions.can_see_notes(actor, engagement):
        raise NotFound(NO_ENGAGEMENT)
    query = _notes(engagement).where(ExpectationNote.public_id.in_(public_ids))
    return db.session.scalars(query.order_by(*_ORDER)).all()


def find_first(engagement: Engagement, shown: Shown) -> ExpectationNote | None:
    """The oldest note of a kind."""
    return db.session.scalar(_of_kind(engagement, shown).order_by(*_ORDER).limit(1))


def find_beside(
    engagement: Engagement, shown: Shown, note: ExpectationNote, *, forward: bool
) -> ExpectationNote | None:
    """The next note of a kind, or the one before."""
    at, number = ExpectationNote.created_at, ExpectationNote.id
    if forward:
        beyond = or_(at > note.created_at, and_(at == note.created_at, number > note.id))
    else:
        beyond = or_(at < note.created_at, and_(at == note.created_at, number < note.id))
    order = _ORDER if forward else (at.desc(), number.desc())
    query = _of_kind(engagement, shown).where(beyond).order_by(*order)
    return db.session.scalar(query.limit(1))


def count_left(engagement: Engagement) -> Left:
    """How many notes there are of each kind."""
    seen = ExpectationNote.hidden_at.is_(None)
    query = select(
        func.coalesce(func.sum(case((and_(seen, ~_sorted()), 1), else_=0)), 0),
        func.coalesce(func.sum(case((seen, 1), else_=0)), 0),
        func.coalesce(func.sum(case((seen, 0), else_=1)), 0),
    ).where(ExpectationNote.engagement_id == engagement.id, _KEPT)
    unsorted, everything, hidden = db.session.execute(query).one()
    return Left(unsorted, everything, hidden)


def list_borne(note: ExpectationNote) -> Sequence[Theme]:
    """The themes that a note bears, in their order; those in the bin too."""
    query = (
        select(Theme)
        .join(ThemeNote, ThemeNote.theme_id == Theme.id)
        .where(ThemeNote.note_id == note.id)
        .order_by(Theme.position, Theme.id)
    )
    return db.session.scalars(query).all()


def find_touched(engagement: Engagement, change: ThemeChange) -> ExpectationNote | None:
    """The oldest of the notes that an act was about."""
    ids = [int(key) for key in change.before["notes"]]
    query = _notes(engagement).where(ExpectationNote.id.in_(ids)).order_by(*_ORDER)
    return db.session.scalar(query.limit(1))


def list_changes(actor: Actor, engagement: Engagement) -> Sequence[ThemeChange]:
    """The last fifty acts on the notes and themes of an engagement, the newest first."""
    if not permissions.can_edit_themes(actor, engagement):
        raise NotFound(NO_ENGAGEMENT)
    query = _changes(engagement).limit(LISTED)
    return db.session.scalars(query.options(joinedload(ThemeChange.user))).all()


def get_change(actor: Actor, engagement: Engagement, number: int) -> ThemeChange:
    """One act of the engagement. Raises NotFound."""
    found = db.session.scalar(_changes(engagement).where(ThemeChange.id == number))
    if found is None or not permissions.can_edit_themes(actor, engagement):
        raise NotFound(N_("There is no such act."))
    return found


def find_last_change(actor: Actor, engagement: Engagement) -> ThemeChange | None:
    """The newest act of the one who asks that stands."""
    mine = ThemeChange.user_id == actor.id
    query = _changes(engagement).where(mine, ThemeChange.undone_at.is_(None))
    return db.session.scalar(query.limit(1))


def _changes(engagement: Engagement) -> Select[ThemeChange]:
    return (
        select(ThemeChange)
        .where(ThemeChange.engagement_id == engagement.id)
        .options(joinedload(ThemeChange.theme))
        .order_by(ThemeChange.id.desc())
    )


_ORDER = (ExpectationNote.created_at, ExpectationNote.id)
_KEPT = ExpectationNote.withdrawn_at.is_(None)
_STANDING = (Theme.deleted_at.is_(None), Theme.merged_into_id.is_(None))


def _notes(engagement: Engagement) -> Select[ExpectationNote]:
    return select(ExpectationNote).where(ExpectationNote.engagement_id == engagement.id, _KEPT)


def _sorted() -> Any:
    return (
        select(ThemeNote.note_id)
        .join(Theme, Theme.id == ThemeNote.theme_id)
        .where(ThemeNote.note_id == ExpectationNote.id, *_STANDING)
        .correlate(ExpectationNote)
        .exists()
    )


def _of_kind(engagement: Engagement, shown: Shown) -> Select[ExpectationNote]:
    query = _notes(engagement)
    if shown is Shown.HIDDEN:
        return query.where(ExpectationNote.hidden_at.is_not(None))
    query = query.where(ExpectationNote.hidden_at.is_(None))
    return query.where(~_sorted()) if shown is Shown.UNSORTED else query
