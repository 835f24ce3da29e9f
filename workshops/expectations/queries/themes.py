"""Reads of themes: scoped by who asks, with how many bear each and how groups voted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import contains_eager, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, sort_key
from workshops.engagements.models import Engagement
from workshops.engagements.queries import visible
from workshops.expectations import permissions
from workshops.expectations.models import (
    ExpectationNote,
    NoteVote,
    Strength,
    Theme,
    ThemeNote,
    ViewpointGroup,
)
from workshops.expectations.queries.journey import list_journey
from workshops.expectations.rules.standing import (
    LEAST_VOTES,
    SHARED_FROM,
    Standing,
    Tally,
    standing_of,
    total,
)

USABLE = and_(ExpectationNote.withdrawn_at.is_(None), ExpectationNote.hidden_at.is_(None))
NOBODY: tuple[()] = ()


@dataclass(frozen=True)
class GroupVotes:
    """How one viewpoint group voted; without a name, those who belong to none."""

    group: int | None
    name: str
    votes: Tally

    @property
    def told(self) -> bool:
        """Whether enough voted for the figures to be shown: below five they say who."""
        return self.votes.votes >= LEAST_VOTES

    @property
    def favours(self) -> bool:
        """Whether it is a group in which enough voted and most agree."""
        return self.group is not None and self.told and self.votes.support >= SHARED_FROM


@dataclass(frozen=True)
class Figures:
    """What bears a theme: usable notes, distinct speakers, quotable notes and votes by group."""

    notes: int = 0
    speakers: int = 0
    quotable: int = 0
    share: float = 0.0
    groups: Sequence[GroupVotes] = field(default=NOBODY)

    @property
    def votes(self) -> Tally:
        """Everybody's votes."""
        return total(one.votes for one in self.groups)

    @property
    def standing(self) -> Standing:
        """How the theme stands between the groups."""
        return standing_of({one.group: one.votes for one in self.groups})

    @property
    def favouring(self) -> list[GroupVotes]:
        """The groups that want it, the strongest first."""
        wanting = [one for one in self.groups if one.favours]
        return sorted(wanting, key=lambda one: (-one.votes.support, sort_key(one.name)))


def get_theme(actor: Actor, public_id: str, *, deleted: bool = False) -> Theme:
    """One theme with its engagement, or with `deleted` one in the bin. Raises NotFound."""
    query = (
        select(Theme)
        .join(Theme.engagement)
        .where(
            Theme.public_id == public_id,
            Theme.deleted_at.is_not(None) if deleted else Theme.deleted_at.is_(None),
            Engagement.id.in_(visible(actor).with_only_columns(Engagement.id)),
        )
        .options(contains_eager(Theme.engagement).selectinload(Engagement.members))
        .options(selectinload(Theme.merged_into))
    )
    found = db.session.scalar(query)
    if found is None or not permissions.can_see_themes(actor, found.engagement):
        raise NotFound(N_("There is no such theme."))
    if deleted and not permissions.can_delete_themes(actor, found.engagement):
        raise NotFound(N_("There is no such theme."))
    return found


def search_themes(actor: Actor, engagement: Engagement) -> Select[Theme]:
    """The themes of an engagement that stand; not ordered yet. Raises NotFound."""
    if not permissions.can_see_themes(actor, engagement):
        raise NotFound(N_("There is no such engagement."))
    return select(Theme).where(
        Theme.engagement_id == engagement.id,
        Theme.deleted_at.is_(None),
        Theme.merged_into_id.is_(None),
    )


def list_themes(actor: Actor, engagement: Engagement) -> Sequence[Theme]:
    """The themes of an engagement in their order."""
    query = search_themes(actor, engagement).order_by(Theme.position, Theme.id)
    return db.session.scalars(query).all()


def count_bearing() -> Any:
    """How many usable notes bear a theme, as a column to order by."""
    return (
        select(func.count())
        .select_from(ThemeNote)
        .join(ThemeNote.note)
        .where(ThemeNote.theme_id == Theme.id, USABLE)
        .correlate(Theme)
        .scalar_subquery()
    )


def list_bearing(theme: Theme) -> Sequence[ExpectationNote]:
    """The usable notes of a theme, in their order."""
    return db.session.scalars(bearing(theme)).all()


def bearing(theme: Theme, *, quotable: bool = False) -> Select[ExpectationNote]:
    """The usable notes of a theme, in their order; with `quotable` those with consent alone."""
    query = (
        select(ExpectationNote)
        .join(ThemeNote, ThemeNote.note_id == ExpectationNote.id)
        .where(ThemeNote.theme_id == theme.id, USABLE)
        .order_by(ThemeNote.position, ExpectationNote.id)
    )
    return query.where(ExpectationNote.quote_consent) if quotable else query


def count_notes(themes: Iterable[Theme]) -> Mapping[int, int]:
    """How many usable notes bear each theme, by id; themes without any are left out."""
    query = (
        select(ThemeNote.theme_id, func.count())
        .join(ThemeNote.note)
        .where(ThemeNote.theme_id.in_([theme.id for theme in themes]), USABLE)
        .group_by(ThemeNote.theme_id)
    )
    return dict(db.session.execute(query).all())


def list_places(engagement: Engagement) -> Mapping[str, Sequence[str]]:
    """The stages and touchpoints that themes have, in order, for suggestions."""
    query = (
        select(Theme.stage, Theme.touchpoint)
        .where(Theme.engagement_id == engagement.id, Theme.deleted_at.is_(None))
        .order_by(Theme.position, Theme.id)
    )
    rows = db.session.execute(query).all()
    stages = list_journey(engagement, (row.stage for row in rows))
    return {
        "stage": [one for one in stages if one],
        "touchpoint": [one for one in dict.fromkeys(row.touchpoint for row in rows) if one],
    }


def strength_order() -> Any:
    """How strongly a theme is held, as a column to order by; what was not judged is weakest."""
    places = {strength.value: place for place, strength in enumerate(Strength)}
    return case(places, value=Theme.strength, else_=0)


def tallies(notes: Iterable[ExpectationNote]) -> Mapping[int, Tally]:
    """All votes on each note, by its id; notes that nobody voted on are left out."""
    query = (
        select(
            NoteVote.note_id,
            func.sum(NoteVote.agrees),
            func.sum(NoteVote.disagrees),
            func.sum(NoteVote.passes),
        )
        .where(NoteVote.note_id.in_([note.id for note in notes]))
        .group_by(NoteVote.note_id)
    )
    return {number: Tally(*map(int, counts)) for number, *counts in db.session.execute(query)}


def figures(engagement: Engagement, themes: Iterable[Theme]) -> Mapping[int, Figures]:
    """What bears each theme, by id; three queries however many there are."""
    ids = [theme.id for theme in themes]
    everything = db.session.scalar(
        select(func.count()).where(ExpectationNote.engagement_id == engagement.id, USABLE)
    )
    votes = _votes(ids)
    found = {number: Figures(groups=votes.get(number, NOBODY)) for number in ids}
    for number, notes, speakers, quotable in db.session.execute(_counts(ids)):
        groups = votes.get(number, NOBODY)
        found[number] = Figures(notes, speakers, quotable, notes / (everything or 1), groups)
    return found


def _counts(ids: Collection[int]) -> Select[int, int, int, Any]:
    quotable = case((ExpectationNote.quote_consent, 1), else_=0)
    return (
        select(
            ThemeNote.theme_id,
            func.count(),
            func.count(ExpectationNote.speaker_code.distinct()),
            func.sum(quotable),
        )
        .join(ThemeNote.note)
        .where(ThemeNote.theme_id.in_(ids), USABLE)
        .group_by(ThemeNote.theme_id)
    )


def _votes(ids: Collection[int]) -> dict[int, list[GroupVotes]]:
    query = (
        select(
            ThemeNote.theme_id,
            ViewpointGroup.id,
            ViewpointGroup.name,
            func.sum(NoteVote.agrees),
            func.sum(NoteVote.disagrees),
            func.sum(NoteVote.passes),
        )
        .join(ThemeNote.note)
        .join(NoteVote, NoteVote.note_id == ExpectationNote.id)
        .outerjoin(NoteVote.group)
        .where(ThemeNote.theme_id.in_(ids), USABLE)
        .group_by(ThemeNote.theme_id, ViewpointGroup.id, ViewpointGroup.name)
        .order_by(ThemeNote.theme_id, ViewpointGroup.id)
    )
    found: dict[int, list[GroupVotes]] = {}
    for number, group, name, *counts in db.session.execute(query):
        votes = Tally(*map(int, counts))
        found.setdefault(number, []).append(GroupVotes(group, name or "", votes))
    for groups in found.values():
        groups.sort(key=lambda one: (one.group is None, sort_key(one.name)))
    return found
