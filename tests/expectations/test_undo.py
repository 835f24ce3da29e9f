"""Whatever is done to notes and themes, taking all of it back gives the first state again."""

import random
from collections.abc import Callable

import pytest
from flask import Flask

from tests.expectations.makers import make_note, make_theme
from tests.factories import make_engagement, make_facilitator, make_user, make_workshop
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.actor import Actor, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, NotAllowed
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Theme, ThemeAct, ThemeChange, ThemeNote
from workshops.expectations.queries.themes import list_themes
from workshops.expectations.queries.triage import find_last_change, list_changes
from workshops.expectations.services import triage, undo
from workshops.expectations.services.themes import delete_theme

State = tuple[dict[str, list[int]], list[int]]


def state_of(engagement: Engagement) -> State:
    """Which notes bear which standing theme, in order, and which notes are hidden."""
    db.session.rollback()
    themes = db.session.scalars(
        db.select(Theme).where(
            Theme.engagement_id == engagement.id,
            Theme.deleted_at.is_(None),
            Theme.merged_into_id.is_(None),
        )
    )
    hidden = db.select(ExpectationNote.id).where(ExpectationNote.hidden_at.is_not(None))
    return (
        {theme.statement: [link.note_id for link in theme.links] for theme in themes},
        list(db.session.scalars(hidden.order_by(ExpectationNote.id))),
    )


class Sorter:
    """Somebody who does random acts, sensible or not."""

    def __init__(self, actor: Actor, engagement: Engagement, seed: int) -> None:
        self.actor, self.engagement = actor, engagement
        self.dice = random.Random(seed)  # noqa: S311 - a repeatable series of acts
        self.notes = [make_note(engagement) for _ in range(6)]
        for count in (0, 1, 3):
            make_theme(engagement, *self.dice.sample(self.notes, count))

    def act(self) -> None:
        """One act, in a transaction of its own."""
        acts: list[Callable[[], object]] = [
            self.place,
            self.place,
            self.take_out,
            self.begin,
            self.hide,
            self.split,
            self.merge,
        ]
        with transaction():
            self.dice.choice(acts)()

    @property
    def theme(self) -> Theme:
        """Any theme that stands."""
        return self.dice.choice(list_themes(self.actor, self.engagement))

    def some(self) -> list[ExpectationNote]:
        """A few of the notes."""
        return self.dice.sample(self.notes, self.dice.randint(1, 3))

    def place(self) -> None:
        """Place notes in a theme."""
        triage.place_notes(self.actor, theme=self.theme, notes=self.some())

    def take_out(self) -> None:
        """Take a note out of a theme."""
        triage.take_out(self.actor, theme=self.theme, note=self.some()[0])

    def begin(self) -> None:
        """Begin a theme with notes."""
        name = f"Ny {self.dice.random()}"
        triage.begin_theme(
            self.actor, engagement=self.engagement, statement=name, notes=self.some()
        )

    def hide(self) -> None:
        """Hide a note, or show it again."""
        triage.hide_note(self.actor, note=self.some()[0], hidden=self.dice.random() < 0.6)

    def split(self) -> None:
        """Split a theme."""
        theme = self.theme
        notes = [link.note for link in theme.links][: self.dice.randint(1, 2)]
        if notes:
            name = f"Del {self.dice.random()}"
            triage.split_theme(self.actor, theme=theme, statement=name, notes=notes)

    def merge(self) -> None:
        """Merge two themes, when there are two."""
        standing = list_themes(self.actor, self.engagement)
        if len(standing) > 1:
            loser, winner = self.dice.sample(list(standing), 2)
            triage.merge_themes(self.actor, loser=loser, winner=winner)


def take_all_back(actor: Actor, engagement: Engagement) -> int:
    """Take every act back, the newest first; how many there were."""
    done = 0
    while change := find_last_change(actor, engagement):
        with transaction():
            undo.undo_change(actor, engagement=engagement, change=change)
        done += 1
    return done


@pytest.mark.parametrize("seed", range(16))
def test_taking_back_any_series_of_acts_gives_the_first_state(app: Flask, seed: int) -> None:
    engagement = make_engagement()
    actor = engagement.manager.actor()
    sorter = Sorter(actor, engagement, seed)
    states = [state_of(engagement)]
    for _ in range(14):
        sorter.act()
        if (now := state_of(engagement)) != states[-1]:
            states.append(now)
    assert len(states) > 3
    assert take_all_back(actor, engagement) >= len(states) - 1
    assert state_of(engagement) == states[0]


@both_databases
def test_one_act_is_taken_back_with_its_positions(app: Flask) -> None:
    engagement = make_engagement()
    actor = engagement.manager.actor()
    notes = [make_note(engagement) for _ in range(3)]
    loser, winner = make_theme(engagement, *notes[:2]), make_theme(engagement, notes[2], notes[0])
    before = state_of(engagement)
    with transaction():
        triage.merge_themes(actor, loser=loser, winner=winner)
    assert loser.merged_into_id == winner.id
    assert [link.note_id for link in winner.links] == [notes[2].id, notes[0].id, notes[1].id]
    take_all_back(actor, engagement)
    assert state_of(engagement) == before
    assert loser.merged_into_id is None


def test_what_was_changed_since_is_not_taken_back(app: Flask) -> None:
    engagement = make_engagement()
    actor, note = engagement.manager.actor(), make_note(engagement)
    first, second = make_theme(engagement), make_theme(engagement)
    for theme in (first, second):
        with transaction():
            triage.place_notes(actor, theme=theme, notes=[note])
    placed = list_changes(actor, engagement)[1]
    with pytest.raises(Conflict), transaction():
        undo.undo_change(actor, engagement=engagement, change=placed)
    take_all_back(actor, engagement)
    with pytest.raises(Conflict), transaction():
        undo.undo_change(actor, engagement=engagement, change=placed)


def test_a_split_from_a_theme_deleted_since_is_not_taken_back(app: Flask) -> None:
    engagement = make_engagement()
    actor, note = engagement.manager.actor(), make_note(engagement)
    theme = make_theme(engagement, note, make_note(engagement))
    with transaction():
        triage.split_theme(actor, theme=theme, statement="Brevet kommer for sent", notes=[note])
    with transaction():
        delete_theme(actor, theme=theme)
    with pytest.raises(Conflict):
        take_all_back(actor, engagement)


def test_a_withdrawn_note_does_not_come_back_and_stops_nothing(app: Flask) -> None:
    engagement = make_engagement()
    actor = engagement.manager.actor()
    kept, withdrawn = make_note(engagement), make_note(engagement)
    loser, winner = make_theme(engagement, kept, withdrawn), make_theme(engagement)
    with transaction():
        triage.merge_themes(actor, loser=loser, winner=winner)
    withdrawn.withdrawn_at = clock.now()
    db.session.execute(db.delete(ThemeNote).where(ThemeNote.note_id == withdrawn.id))
    db.session.commit()
    take_all_back(actor, engagement)
    assert state_of(engagement)[0] == {loser.statement: [kept.id], winner.statement: []}


def test_a_facilitator_takes_back_what_another_did_but_a_stranger_may_not(app: Flask) -> None:
    engagement = make_engagement()
    note = make_note(engagement)
    with transaction():
        triage.hide_note(engagement.manager.actor(), note=note)
    (change,) = db.session.scalars(db.select(ThemeChange)).all()
    stranger = make_user(Role.PROJECT_MANAGER).actor()
    with pytest.raises(NotAllowed), transaction():
        undo.undo_change(stranger, engagement=engagement, change=change)
    assert change.act is ThemeAct.HIDDEN
    facilitator = make_facilitator(make_workshop(engagement)).actor()
    assert find_last_change(facilitator, engagement) is None
    with transaction():
        undo.undo_change(facilitator, engagement=engagement, change=change)
    assert note.hidden_at is None
