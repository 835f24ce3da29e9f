"""Two transactions change one record at the same moment: one wins, the other is told."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.factories import make_room
from tests.marks import both_databases
from workshops.core.db import db, transaction
from workshops.core.errors import Stale
from workshops.planning.models import Room

BLIND = {"synchronize_session": False}


def _change_beside_another(room: Room) -> None:
    with transaction():
        room.capacity = room.version * 20
        with db.session.no_autoflush:
            db.session.execute(update(Room).values(version=7), execution_options=BLIND)


@both_databases
def test_a_record_changed_at_the_same_moment_is_stale(app: Flask) -> None:
    room = make_room(name="Salen", capacity=10)
    with pytest.raises(Stale):
        _change_beside_another(room)
    assert (room.capacity, room.version) == (10, 1)
