"""Taking back what was done to notes and themes: each act is kept with its before and after."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import ExpectationNote, Theme, ThemeAct, ThemeChange, ThemeNote
from workshops.expectations.rules.themes import (
    ABSENT,
    State,
    notes_named,
    regained,
    still_as,
    without,
)
from workshops.expectations.services.entries import index_theme

CHANGED_SINCE = N_("The same notes or themes have been changed since. Take that back first.")


def stand(notes: Iterable[ExpectationNote], themes: Iterable[Theme] = ()) -> State:
    """Where notes and themes stand now, locked until the transaction ends."""
    return _read([note.id for note in notes], [theme.id for theme in themes])


def lock(model: Any, ids: Collection[int]) -> Sequence[Any]:
    """The rows as they are now in the database, kept from others until the transaction ends.

    Themes are locked before notes, each by id, so that two sorters never wait for each other.
    """
    if not ids:
        return ()
    query = select(model).where(model.id.in_(ids)).order_by(model.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def keep(
    actor: Actor, act: ThemeAct, before: State, *, engagement: Engagement, theme: Theme | None
) -> None:
    """Keep an act whose rows are flushed: what stood before, and what stands now.

    A theme that the act made is in `before` as gone. An act that changed nothing is not kept.
    """
    if theme is not None and act in (ThemeAct.ADDED, ThemeAct.SPLIT):
        before = {**before, "themes": {**before["themes"], str(theme.id): ABSENT}}
    after = _read(map(int, before["notes"]), map(int, before["themes"]))
    if after == before:
        return
    db.session.add(
        ThemeChange(
            engagement_id=engagement.id,
            act=act,
            theme_id=theme.id if theme else None,
            user_id=actor.id if actor.kind is ActorKind.USER else None,
            before=before,
            after=after,
            happened_at=clock.now(),
        )
    )
    db.session.flush()


def undo_change(actor: Actor, *, engagement: Engagement, change: ThemeChange) -> None:
    """Take one act back, whoever did it. Raises Conflict when what it touched was changed since."""
    if not permissions.can_edit_themes(actor, engagement):
        raise NotAllowed(N_("Your role may not sort notes into themes."))
    if change.undone_at is not None:
        raise Conflict(N_("This has been taken back already."))
    now = _read(map(int, change.after["notes"]), map(int, change.after["themes"]))
    withdrawn = _withdrawn(notes_named(change.before) | notes_named(change.after))
    if not still_as(change.after, now, withdrawn) or _gone(regained(change.before, change.after)):
        raise Conflict(CHANGED_SINCE)
    _write(without(change.before, withdrawn))
    change.undone_at = clock.now()
    db.session.flush()
    for theme in lock(Theme, [int(key) for key in change.before["themes"]]):
        index_theme(theme)
    title = change.theme.statement if change.theme else ""
    about = change.theme or engagement
    activity.record(actor, "taken_back", about, title=title, engagement_id=engagement.id)


def _read(notes: Iterable[int], themes: Iterable[int]) -> State:
    found = lock(Theme, set(themes))
    kept = lock(ExpectationNote, set(notes))
    borne: dict[int, list[list[int]]] = {note.id: [] for note in kept}
    bearing: dict[int, list[int]] = {theme.id: [] for theme in found}
    touched = ThemeNote.note_id.in_(borne) | ThemeNote.theme_id.in_(bearing)
    links = select(ThemeNote).where(touched).order_by(ThemeNote.theme_id, ThemeNote.note_id)
    for link in db.session.scalars(links):
        if link.note_id in borne:
            borne[link.note_id].append([link.theme_id, link.position])
        if link.theme_id in bearing:
            bearing[link.theme_id].append(link.note_id)
    return {
        "notes": {
            str(n.id): {"hidden": n.hidden_at is not None, "themes": borne[n.id]} for n in kept
        },
        "themes": {
            str(theme.id): {
                "gone": theme.deleted_at is not None,
                "merged_into": theme.merged_into_id,
                "notes": bearing[theme.id],
            }
            for theme in found
        },
    }


def _withdrawn(ids: Collection[int]) -> set[int]:
    query = select(ExpectationNote.id).where(
        ExpectationNote.id.in_(ids), ExpectationNote.withdrawn_at.is_(None)
    )
    return set(ids) - set(db.session.scalars(query))


def _gone(ids: Collection[int]) -> bool:
    """Whether any of these themes is deleted, merged away or no longer there."""
    query = select(Theme.id).where(
        Theme.id.in_(ids), Theme.deleted_at.is_(None), Theme.merged_into_id.is_(None)
    )
    return len(ids) > len(db.session.scalars(query).all())


def _write(state: State) -> None:
    moment = clock.now()
    note_ids = [int(key) for key in state["notes"]]
    db.session.execute(
        delete(ThemeNote)
        .where(ThemeNote.note_id.in_(note_ids))
        .execution_options(synchronize_session="fetch")
    )
    for note in lock(ExpectationNote, note_ids):
        kept: Mapping[str, Any] = state["notes"][str(note.id)]
        if kept["hidden"] is not (note.hidden_at is not None):
            note.hidden_at = moment if kept["hidden"] else None
        for theme_id, position in kept["themes"]:
            db.session.add(ThemeNote(theme_id=theme_id, note_id=note.id, position=position))
    for theme in lock(Theme, [int(key) for key in state["themes"]]):
        kept = state["themes"][str(theme.id)]
        if kept["gone"] is not (theme.deleted_at is not None):
            theme.deleted_at = moment if kept["gone"] else None
        theme.merged_into_id = kept["merged_into"]
