"""The log: read newest first, said in the reader's language, never changed."""

import pytest
from flask import Flask, g, render_template_string
from sqlalchemy.exc import DatabaseError

from tests.factories import make_engagement, make_room, make_user
from tests.marks import both_databases
from workshops.activity import queries, services
from workshops.activity.models import Activity
from workshops.core.actor import COMMAND_LINE, Actor, ActorKind
from workshops.core.db import db, transaction
from workshops.planning.models import Room

SHOW = '{% from "activity/log.html" import activity_log %}{{ activity_log(entries, titles=true) }}'


def _act(*acts: str, title: str = "Salen") -> Room:
    actor, room = make_user(name="Ida Lund").actor(), make_room()
    with transaction():
        for act in acts:
            services.record(actor, act, room, title=title, reason="Flyttet")
    return room


@both_databases
@pytest.mark.parametrize("statement", [db.update(Activity).values(act="x"), db.delete(Activity)])
def test_the_database_refuses_to_change_the_log(app: Flask, statement: object) -> None:
    _act("added")
    with pytest.raises(DatabaseError, match="append-only"), transaction():
        db.session.execute(statement)  # type: ignore[call-overload]
    assert db.session.scalars(db.select(Activity.act)).all() == ["added"]


def test_a_record_shows_what_was_done_to_it_newest_first(app: Flask) -> None:
    room = _act("added", "changed")
    _act("deleted")
    assert [entry.act for entry in queries.list_for_record(room)] == ["changed", "added"]


def test_an_engagement_shows_what_was_done_in_it(app: Flask) -> None:
    engagement, room, actor = make_engagement(), make_room(), make_user().actor()
    with transaction():
        services.record(actor, "added", room, engagement_id=engagement.id)
        services.record(actor, "added", room)
    assert len(queries.list_for_engagement(engagement.id)) == 1


def test_the_log_is_said_in_the_readers_language(app: Flask) -> None:
    entries = queries.list_for_record(_act("handed_in", title="<b>Salen</b>"))
    with app.app_context(), app.test_request_context():
        g.language = "da"
        shown = render_template_string(SHOW, entries=entries)
    assert "Indsendt" in shown
    assert "&lt;b&gt;Salen" in shown
    assert "Ida Lund" in shown


def test_an_empty_log_says_so(app: Flask) -> None:
    with app.test_request_context():
        assert "Der er ikke sket noget endnu" in render_template_string(SHOW, entries=[])


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        (COMMAND_LINE, "Kommandolinjen"),
        (Actor(ActorKind.LINK, 1, ""), "En deltager via personligt link"),
        (Actor(ActorKind.LINK, 1, "Ida Lund"), "Ida Lund"),
    ],
)
def test_who_acted_is_said_in_the_readers_language(app: Flask, actor: Actor, said: str) -> None:
    room = make_room()
    with transaction():
        services.record(actor, "added", room)
    with app.app_context(), app.test_request_context():
        g.language = "da"
        assert said in render_template_string(SHOW, entries=queries.list_for_record(room))
