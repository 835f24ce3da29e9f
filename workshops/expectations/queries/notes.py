"""Reads of notes: for those who work on the engagement, and for whoever wrote one by link."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, union
from sqlalchemy.orm import joinedload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed, NotFound
from workshops.core.text import N_, fold, sort_key
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import (
    ExpectationNote,
    NoteAuthor,
    NoteKind,
    NoteVote,
    ServiceStage,
    SpeakerRole,
    Theme,
    ThemeNote,
    ViewpointGroup,
)
from workshops.expectations.queries.journey import list_journey
from workshops.expectations.rules.standing import Tally
from workshops.people.models import Person
from workshops.planning.models import Sitting, Workshop
from workshops.planning.queries import visible

NO_THEME = "none"
MOST_WORDS = 200
STANDING = and_(Theme.deleted_at.is_(None), Theme.merged_into_id.is_(None))
SHOWN = (joinedload(ExpectationNote.workshop), joinedload(ExpectationNote.block))
NO_PLACE = 10_000
PLACE = (
    select(ServiceStage.position)
    .where(
        ServiceStage.engagement_id == ExpectationNote.engagement_id,
        ServiceStage.name == ExpectationNote.stage,
    )
    .scalar_subquery()
)
COLUMNS = {
    "written": ExpectationNote.created_at,
    "stage": case(
        (ExpectationNote.stage == "", NO_PLACE + 1), else_=func.coalesce(PLACE, NO_PLACE)
    ),
    "role": ExpectationNote.speaker_role,
}


@dataclass(frozen=True)
class NoteFilter:
    """What a list of notes is narrowed to. `theme` is a theme's public id, or NO_THEME."""

    text: str = ""
    kind: NoteKind | None = None
    role: SpeakerRole | None = None
    stage: str = ""
    theme: str = ""
    workshop: str = ""
    hidden: bool = False

    @property
    def active(self) -> bool:
        """Whether anything is narrowed at all."""
        return self != NoteFilter()


def listing(
    actor: Actor, engagement: Engagement, wanted: NoteFilter = NoteFilter()
) -> Select[ExpectationNote]:
    """The notes that fit, without withdrawn ones; hidden ones only when asked for; not ordered.

    Raises NotAllowed.
    """
    require_see(actor, engagement)
    query = select(ExpectationNote).where(
        ExpectationNote.engagement_id == engagement.id,
        ExpectationNote.withdrawn_at.is_(None),
        ExpectationNote.hidden_at.is_not(None)
        if wanted.hidden
        else ExpectationNote.hidden_at.is_(None),
    )
    for column, value in (
        (ExpectationNote.kind, wanted.kind),
        (ExpectationNote.speaker_role, wanted.role),
        (ExpectationNote.stage, wanted.stage),
    ):
        if value:
            query = query.where(column == value)
    return _narrowed(query, wanted)


def arranged(
    query: Select[ExpectationNote], key: str, column: ColumnElement[Any]
) -> Select[ExpectationNote]:
    """A list of notes in one of the orders of COLUMNS, the newest first where that says nothing."""
    by_name = [ExpectationNote.stage] if key == "stage" else []
    return query.order_by(column, *by_name, ExpectationNote.id.desc()).options(*SHOWN)


def _narrowed(query: Select[ExpectationNote], wanted: NoteFilter) -> Select[ExpectationNote]:
    if wanted.text:
        query = query.where(
            ExpectationNote.text_search.contains(fold(wanted.text), autoescape=True)
        )
    if wanted.workshop:
        chosen = select(Workshop.id).where(Workshop.public_id == wanted.workshop)
        query = query.where(ExpectationNote.workshop_id.in_(chosen))
    placed = select(ThemeNote.note_id).join(Theme, Theme.id == ThemeNote.theme_id)
    placed = placed.where(STANDING, ThemeNote.note_id == ExpectationNote.id)
    if wanted.theme == NO_THEME:
        return query.where(~placed.exists())
    if wanted.theme:
        return query.where(placed.where(Theme.public_id == wanted.theme).exists())
    return query


def count_notes(engagement: Engagement) -> dict[str, int]:
    """How many notes can be used, and how many are hidden or were withdrawn."""
    used, hidden, withdrawn = db.session.execute(
        select(
            func.count().filter(
                ExpectationNote.withdrawn_at.is_(None), ExpectationNote.hidden_at.is_(None)
            ),
            func.count().filter(
                ExpectationNote.withdrawn_at.is_(None), ExpectationNote.hidden_at.is_not(None)
            ),
            func.count().filter(ExpectationNote.withdrawn_at.is_not(None)),
        ).where(ExpectationNote.engagement_id == engagement.id)
    ).one()
    return {"used": used, "hidden": hidden, "withdrawn": withdrawn}


def get_note(actor: Actor, engagement: Engagement, public_id: str) -> ExpectationNote:
    """One note, also a hidden one or the tombstone of a withdrawn one. Raises NotFound."""
    found = db.session.scalar(
        select(ExpectationNote)
        .where(
            ExpectationNote.public_id == public_id,
            ExpectationNote.engagement_id == engagement.id,
        )
        .options(*SHOWN)
    )
    if found is None or not permissions.can_see_notes(actor, engagement):
        raise NotFound(N_("There is no such note."))
    return found


def require_see(actor: Actor, engagement: Engagement) -> None:
    """Raise NotAllowed for those who do not work on the engagement."""
    if not permissions.can_see_notes(actor, engagement):
        raise NotAllowed(N_("Only those who work on the engagement can read its notes."))


def themes_of(notes: Iterable[ExpectationNote]) -> dict[int, list[Theme]]:
    """The themes that each note bears, by its number, in the order of the themes."""
    found: dict[int, list[Theme]] = defaultdict(list)
    rows = db.session.execute(
        select(ThemeNote.note_id, Theme)
        .join(Theme, Theme.id == ThemeNote.theme_id)
        .where(ThemeNote.note_id.in_([note.id for note in notes]), STANDING)
        .order_by(Theme.position, Theme.id)
    )
    for note_id, theme in rows:
        found[note_id].append(theme)
    return found


def votes_of(note_ids: Iterable[int]) -> dict[int, dict[ViewpointGroup | None, Tally]]:
    """How each group voted on each of these notes, by the note's number; groups by name."""
    found: dict[int, dict[ViewpointGroup | None, Tally]] = defaultdict(dict)
    rows = db.session.scalars(
        select(NoteVote)
        .where(NoteVote.note_id.in_(list(note_ids)))
        .options(joinedload(NoteVote.group))
        .order_by(NoteVote.id)
    )
    for vote in sorted(rows, key=_group_and_name):
        found[vote.note_id][vote.group] = Tally(vote.agrees, vote.disagrees, vote.passes)
    return found


def _group_and_name(vote: NoteVote) -> tuple[bool, str, str]:
    group = vote.group
    return group is None, group.source if group else "", sort_key(group.name) if group else ""


def words_used(engagement: Engagement, column: str) -> Sequence[str]:
    """The touchpoints that notes and themes of the engagement name, by name; or the stages, as
    they follow each other in the citizen's journey.
    """
    used = db.session.scalars(
        union(
            *(
                select(getattr(model, column))
                .where(model.engagement_id == engagement.id, getattr(model, column) != "")
                .distinct()
                for model in (ExpectationNote, Theme)
            )
        )
        .order_by(column)
        .limit(MOST_WORDS)
    )
    words = sorted(used, key=sort_key)
    return list_journey(engagement, words) if column == "stage" else words


def theme_choices(engagement: Engagement) -> list[tuple[str, str]]:
    """Public id and statement of each theme, in order."""
    rows = db.session.execute(
        select(Theme.public_id, Theme.statement)
        .where(Theme.engagement_id == engagement.id, STANDING)
        .order_by(Theme.position, Theme.id)
    )
    return [(public_id, statement) for public_id, statement in rows]


def list_own(workshop: Workshop, person: Person) -> Sequence[ExpectationNote]:
    """What one person wrote by link for a workshop and has not withdrawn, the newest first."""
    return db.session.scalars(
        _own(workshop, person).order_by(
            ExpectationNote.created_at.desc(), ExpectationNote.id.desc()
        )
    ).all()


def get_own(workshop: Workshop, person: Person, public_id: str) -> ExpectationNote:
    """One of the notes that somebody wrote by link. Raises NotFound, also for somebody else's."""
    found = db.session.scalar(_own(workshop, person).where(ExpectationNote.public_id == public_id))
    if found is None:
        raise NotFound(N_("There is no such note."))
    return found


def _own(workshop: Workshop, person: Person) -> Select[ExpectationNote]:
    return (
        select(ExpectationNote)
        .join(NoteAuthor, NoteAuthor.note_id == ExpectationNote.id)
        .where(
            NoteAuthor.person_id == person.id,
            ExpectationNote.workshop_id == workshop.id,
            ExpectationNote.withdrawn_at.is_(None),
        )
    )


def sittings_end(workshop: Workshop) -> list[datetime]:
    """When each day of a workshop is over."""
    days = db.session.scalars(
        select(Sitting)
        .where(
            Sitting.workshop_id == workshop.id,
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return [day.ends_at for day in days]


def workshop_choices(actor: Actor, engagement: Engagement) -> list[tuple[str, str]]:
    """Public id and name of each workshop that the actor may read, the oldest first."""
    query = visible(actor).where(Workshop.engagement_id == engagement.id).order_by(Workshop.id)
    return [(workshop.public_id, workshop.name) for workshop in db.session.scalars(query)]
