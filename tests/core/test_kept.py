"""JSON that an older release kept: the keys it did not know yet are read as empty."""

from flask import Flask
from sqlalchemy import JSON, literal, select, update

from tests.factories import make_block, make_engagement, make_user, make_workshop
from tests.marks import both_databases
from workshops.core.db import db
from workshops.planning.models import AgendaBlock


@both_databases
def test_what_an_older_release_did_not_keep_is_read_as_empty(app: Flask) -> None:
    block = make_block(make_workshop(make_engagement(make_user())).sittings[0], 1)
    older = [{"name": "Tape"}, {"name": "Kort", "quantity": 3, "colour": "blue"}, {}]
    db.session.execute(update(AgendaBlock).values(materials=literal(older, JSON)))
    db.session.commit()

    assert block.materials == [
        {"name": "Tape", "quantity": 1},
        {"name": "Kort", "quantity": 3, "colour": "blue"},
        {"name": "", "quantity": 1},
    ]
    assert db.session.scalar(select(AgendaBlock.materials)) == block.materials
