"""No number of seats is no limit, 0 seats are none, and the room always counts."""

import pytest
from flask import Flask

from tests.factories import make_person, make_room, make_workshop, save
from tests.invitations.makers import list_invitations, make_planned
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.queries.guests import plan_of
from workshops.invitations.services.inviting import GuestList, invite
from workshops.planning.models import Answer, Participation, Place, Seat, Workshop
from workshops.planning.queries.bookings import list_crowded
from workshops.planning.queries.coming import is_full
from workshops.planning.queries.seats import capacity_of, list_counts, other_kind
from workshops.planning.services import participation
from workshops.planning.services.workshops import WorkshopFacts, edit_workshop


def _four_say_yes(on_site: int | None, room: int) -> Workshop:
    """Four guests who said yes one after the other to a day in a room of that size."""
    manager, workshop = make_planned()
    workshop.capacity_on_site = on_site
    workshop.sittings[0].room = make_room(capacity=room)
    db.session.commit()
    people = [make_person() for _ in range(4)]
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList(people, []))
    for one in list_invitations():
        with transaction():
            participation.answer(
                manager.actor(),
                participation=one.participation,
                answer=Answer.YES,
                now=clock.now(),
            )
    db.session.expire_all()
    return workshop


def _seated() -> int:
    return sum(each.participation.place is Place.SEAT for each in list_invitations())


@both_databases
@pytest.mark.parametrize(
    ("on_site", "room", "seated"),
    [(0, 2, 0), (None, 2, 2), (1, 2, 1), (2, 2, 2), (3, 2, 2), (None, 4, 4), (20, 4, 4)],
)
def test_no_more_sit_than_there_are_seats_and_the_room_holds(
    app: Flask, on_site: int | None, room: int, seated: int
) -> None:
    workshop = _four_say_yes(on_site, room)
    assert _seated() == seated
    assert [(one.taken, one.waiting, one.over) for one in list_counts(workshop)] == [
        (seated, 4 - seated, 0)
    ]


@both_databases
def test_lowering_to_none_closes_and_moves_nobody_up(app: Flask) -> None:
    workshop = _four_say_yes(2, 20)
    facts = {name: getattr(workshop, name) for name in WorkshopFacts.__dataclass_fields__}
    manager = workshop.engagement.manager.actor()
    closed = WorkshopFacts(**{**facts, "capacity_on_site": 0})
    with transaction():
        edit_workshop(manager, workshop=workshop, facts=closed, version=workshop.version)
    db.session.expire_all()
    assert _seated() == 2
    assert [(one.capacity, one.waiting, one.over) for one in list_counts(workshop)] == [(0, 2, 2)]


@pytest.mark.parametrize(
    ("online", "room", "expected"),
    [(None, 3, (3, None)), (0, 3, (3, 0)), (5, None, (7, 5)), (None, 9, (7, None))],
)
def test_what_a_day_has_of_each_kind(
    app: Flask, online: int | None, room: int | None, expected: tuple[int, int | None]
) -> None:
    workshop = make_workshop(capacity_on_site=7, capacity_online=online)
    day = workshop.sittings[0]
    day.room = make_room(capacity=room) if room else None
    day.online_url = "https://moede.example/1"
    assert (capacity_of(day, Seat.ON_SITE), capacity_of(day, Seat.ONLINE)) == expected
    placed = save(Participation(sitting=day, person=make_person()))
    assert (other_kind(placed) is Seat.ONLINE) is (online != 0)


def test_the_door_and_the_check_page_count_the_room_too(app: Flask) -> None:
    workshop = _four_say_yes(None, 4)
    assert is_full(workshop.sittings[0], Seat.ON_SITE)
    assert not is_full(workshop.sittings[0], Seat.ONLINE)
    plan = plan_of(
        workshop, [make_person(email="ny@kommune.example")], [], Seat.ON_SITE, clock.now()
    )
    assert (plan.capacity, plan.too_many) == (4, 1)


def test_who_waits_is_not_expected_in_the_room(app: Flask) -> None:
    assert list_crowded(_four_say_yes(2, 2)) == []
    assert _seated() == 2
