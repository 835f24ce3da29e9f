"""Agendas and teams of workshops, rooms, needs of the day, merged persons."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import (
    make_block,
    make_discipline,
    make_participation,
    make_person,
    make_user,
    make_workshop,
)
from tests.marks import both_databases
from workshops.core.actor import Actor, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.people.events import PersonsMerged
from workshops.people.models import Level
from workshops.planning import queries
from workshops.planning.models import (
    Answer,
    BlockKind,
    DayNeed,
    Sitting,
    Workshop,
)
from workshops.planning.queries import needs as needs_queries
from workshops.planning.queries import rooms as rooms_queries
from workshops.planning.queries import team as teams
from workshops.planning.rules.team import Need
from workshops.planning.services import (
    agenda,
    bookings,
    merging,
    needs,
    rooms,
    team,
)
from workshops.planning.services.agenda import BlockFacts
from workshops.planning.services.rooms import RoomFacts


def _manager(workshop: Workshop) -> Actor:
    return workshop.engagement.manager.actor()


def _titles(sitting: Sitting) -> list[str]:
    db.session.expire_all()
    return [block.title for block in sitting.blocks]


@both_databases
def test_blocks_are_typed_moved_deleted_and_brought_back(app: Flask) -> None:
    workshop = make_workshop()
    actor, sitting = _manager(workshop), workshop.sittings[0]
    with transaction():
        blocks = [
            agenda.add_block(actor, sitting=sitting, line=line)
            for line in ("Check-in 15", "Oplæg 30", "Frokost 45")
        ]
    assert [block.kind for block in blocks] == [
        BlockKind.CHECK_IN,
        BlockKind.TALK,
        BlockKind.BREAK,
    ]
    with transaction():
        assert agenda.move_block(actor, block=blocks[2], to=1, version=sitting.version) == 1
    assert _titles(sitting) == ["Frokost", "Check-in", "Oplæg"]
    with transaction():
        agenda.delete_block(actor, block=blocks[0])
    assert _titles(sitting) == ["Frokost", "Oplæg"]
    with transaction():
        agenda.restore_block(actor, block=blocks[0])
    assert _titles(sitting) == ["Frokost", "Check-in", "Oplæg"]


def test_the_second_to_reorder_is_told(app: Flask) -> None:
    workshop = make_workshop()
    actor, sitting = _manager(workshop), workshop.sittings[0]
    first, second = make_block(sitting, 1), make_block(sitting, 2)
    db.session.expire_all()
    seen = sitting.version
    with transaction():
        agenda.move_block(actor, block=second, to=1, version=seen)
    with pytest.raises(Stale), transaction():
        agenda.move_block(actor, block=first, to=1, version=seen)
    assert _titles(sitting) == ["Block 2", "Block 1"]


def test_a_block_is_edited_by_one_at_a_time(app: Flask) -> None:
    workshop = make_workshop()
    block = make_block(workshop.sittings[0], 1)
    facts = BlockFacts("Lytte", 45, BlockKind.GROUP, 600, notes="Stille")
    with transaction():
        agenda.edit_block(_manager(workshop), block=block, facts=facts, version=1)
    assert (block.title, block.minutes, block.pinned_minute, block.notes) == (
        "Lytte", 45, 600, "Stille",
    )  # fmt: skip
    with pytest.raises(Stale), transaction():
        agenda.edit_block(_manager(workshop), block=block, facts=facts, version=1)
    with pytest.raises(NotAllowed), transaction():
        agenda.edit_block(make_user().actor(), block=block, facts=facts, version=2)


def test_the_team_needed_is_compared_with_who_comes(app: Flask) -> None:
    workshop, trade = make_workshop(), make_discipline()
    wanted = [Need(trade.id, None, 1), Need(None, Level.REGION, 1)]
    with transaction():
        team.set_needs(
            _manager(workshop), workshop=workshop, needs=wanted, version=workshop.version
        )
    make_participation(
        workshop.sittings[0], make_person(name="Ida", discipline_id=trade.id), answer=Answer.MAYBE
    )
    first, second = teams.coverage(workshop, teams.list_needs(workshop))
    assert (first.waits_for, second.missing) == (("Ida",), 1)
    with pytest.raises(Stale), transaction():
        team.set_needs(_manager(workshop), workshop=workshop, needs=[], version=1)


def test_facilitators_are_booked_and_readers_cannot_be_one(app: Flask) -> None:
    workshop, other, user = make_workshop(), make_workshop(), make_user(Role.FACILITATOR)
    for one, wins in ((workshop, True), (other, False)):
        try:
            with transaction():
                team.set_facilitators(_manager(one), workshop=one, users=[user])
        except bookings.Taken:
            assert not wins
    with pytest.raises(Invalid), transaction():
        team.set_facilitators(_manager(other), workshop=other, users=[make_user(Role.READER)])
    assert [one.user for one in workshop.facilitators] == [user]


def test_rooms_are_kept_by_managers_and_deleted_by_administrators(app: Flask) -> None:
    manager, administrator = make_user().actor(), make_user(Role.ADMINISTRATOR).actor()
    with transaction():
        room = rooms.add_room(manager, facts=RoomFacts("Kuplen", 24, equipment=["Tavle", "Tavle"]))
    assert room.equipment == ["Tavle"]
    with pytest.raises(NotAllowed), transaction():
        rooms.delete_room(manager, room=room)
    workshop = make_workshop()
    workshop.sittings[0].room = room
    db.session.commit()
    with pytest.raises(Conflict), transaction():
        rooms.delete_room(administrator, room=room)
    workshop.sittings[0].room = None
    db.session.commit()
    with transaction():
        rooms.delete_room(administrator, room=room)
    assert list(rooms_queries.list_rooms(manager)) == []


def test_needs_of_the_day_are_seen_by_few_and_forgotten_after_a_week(app: Flask) -> None:
    workshop, ida = make_workshop(), make_person(name="Ida")
    make_participation(workshop.sittings[0], ida)
    actor = _manager(workshop)
    with transaction():
        needs.say_needs(actor, workshop=workshop, person=ida, access="Rampe", diet=" Vegetar ")
    assert needs_queries.list_needs(actor, workshop) == [("Ida", "Rampe", "Vegetar")]
    with pytest.raises(NotAllowed):
        needs_queries.list_needs(make_user().actor(), workshop)
    week_after = workshop.sittings[0].starts_at + timedelta(days=7)
    with transaction():
        assert needs.purge_needs(now=week_after) == 0
        assert needs.purge_needs(now=week_after + timedelta(minutes=1)) == 1
    assert db.session.scalars(db.select(DayNeed)).all() == []


def test_two_persons_who_are_one_take_part_once(app: Flask) -> None:
    workshop, kept, gone = make_workshop(sittings=2), make_person(), make_person()
    first, second = workshop.sittings
    make_participation(first, kept, answer=Answer.YES)
    make_participation(first, gone, answer=Answer.NO)
    make_participation(second, gone, answer=Answer.MAYBE)
    with transaction():
        merging.follow_merge(PersonsMerged(kept_id=kept.id, gone_id=gone.id))
    rows = queries.list_participations(workshop)
    assert [(row.person, row.answer) for row in rows] == [(kept, Answer.YES), (kept, Answer.MAYBE)]
