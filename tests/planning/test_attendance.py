"""Who came: one check-in for a guest whatever is tapped, sent twice or sent late."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import (
    make_facilitator,
    make_participation,
    make_user,
    make_workshop,
)
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, NotAllowed, NotFound
from workshops.planning.models import Answer, Participation
from workshops.planning.models.attendance import CheckIn, CheckInState, CheckInWay
from workshops.planning.queries import attendance as queries
from workshops.planning.rules import attendance as rules
from workshops.planning.services import attendance, codes, device, participation
from workshops.planning.services.device import Outcome, Tap

MINUTE = timedelta(minutes=1)
STANDING, REPEATED = CheckInState.STANDING, CheckInState.REPEATED


def _placed() -> tuple[Actor, Participation]:
    """A facilitator at the door and a guest of the day."""
    workshop = make_workshop()
    (day,) = workshop.sittings
    day.starts_at = NOW + timedelta(hours=1)
    return make_facilitator(workshop).actor(), make_participation(day)


def _taps() -> list[tuple[str, CheckInState]]:
    rows = db.session.scalars(select(CheckIn).order_by(CheckIn.id))
    return [(row.client_id, row.state) for row in rows]


def _take(actor: Actor, placed: Participation, *taps: Tap) -> dict[str, Outcome]:
    with transaction():
        return device.take_taps(actor, sitting=placed.sitting, taps=list(taps))


@both_databases
def test_a_batch_that_is_sent_twice_checks_in_once(app: Flask) -> None:
    actor, placed = _placed()
    tap = Tap("device-one-1", placed.public_id, NOW)
    assert _take(actor, placed, tap) == _take(actor, placed, tap) == {"device-one-1": Outcome.HERE}
    assert _taps() == [("device-one-1", STANDING)]
    assert placed.attended is True


@both_databases
def test_of_two_devices_the_earlier_tap_counts_whichever_is_sent_first(app: Flask) -> None:
    actor, placed = _placed()
    _take(actor, placed, Tap("device-late", placed.public_id, NOW))
    _take(actor, placed, Tap("device-early", placed.public_id, NOW - MINUTE))
    _take(actor, placed, Tap("device-last", placed.public_id, NOW + MINUTE))
    assert _taps() == [
        ("device-late", REPEATED),
        ("device-early", STANDING),
        ("device-last", REPEATED),
    ]
    standing = queries.find_standing(placed)
    assert standing
    assert (standing.at, standing.noted_by) == (NOW - MINUTE, actor.name)


def test_a_replay_after_undo_does_not_check_in_again(app: Flask) -> None:
    actor, placed = _placed()
    tap = Tap("device-one-1", placed.public_id, NOW)
    _take(actor, placed, tap)
    undo = Tap("device-one-2", placed.public_id, NOW + MINUTE, undo=True)
    assert _take(actor, placed, undo) == {"device-one-2": Outcome.AWAY}
    assert _take(actor, placed, tap) == {"device-one-1": Outcome.AWAY}
    assert placed.attended is None


def test_taking_back_leaves_a_later_tap(app: Flask) -> None:
    actor, placed = _placed()
    _take(actor, placed, Tap("device-one-1", placed.public_id, NOW))
    undo = Tap("device-two-1", placed.public_id, NOW - MINUTE, undo=True)
    assert _take(actor, placed, undo) == {"device-two-1": Outcome.HERE}


def test_a_tap_for_somebody_taken_off_is_reported_and_kept(app: Flask) -> None:
    actor, placed = _placed()
    with transaction():
        placed.removed_at = NOW
    taps = [Tap("device-one-1", placed.public_id, NOW), Tap("device-one-2", "a" * 16, NOW)]
    assert _take(actor, placed, *taps) == {
        "device-one-1": Outcome.REMOVED,
        "device-one-2": Outcome.UNKNOWN,
    }
    assert [tap.participation for tap in queries.list_refused(placed.sitting)] == [placed]
    assert placed.attended is None


def test_attendance_noted_afterwards_goes_through_the_same_taps(app: Flask) -> None:
    actor, placed = _placed()
    for attended in (True, False, None, True):
        with transaction():
            attendance.record_attendance(actor, participation=placed, attended=attended)
        assert placed.attended is attended
    assert [state for _, state in _taps()] == [CheckInState.UNDONE, STANDING]


@pytest.mark.parametrize("early", [timedelta(0), timedelta(seconds=1)])
def test_nobody_is_here_before_the_door_opens(app: Flask, early: timedelta) -> None:
    actor, placed = _placed()
    opens = placed.sitting.starts_at - timedelta(hours=12)
    tap = Tap("device-one-1", placed.public_id, opens - early)
    outcome = Outcome.CLOSED if early else Outcome.HERE
    assert _take(actor, placed, tap) == {"device-one-1": outcome}
    assert placed.attended is (None if early else True)
    if early:
        with clock.frozen_at(opens - early):
            for attended in (True, False):
                with pytest.raises(Conflict), transaction():
                    attendance.record_attendance(actor, participation=placed, attended=attended)


def test_only_those_who_run_the_workshop_check_in(app: Flask) -> None:
    _, placed = _placed()
    for stranger in (make_user().actor(), Actor(ActorKind.LINK, 1, placed.person.name)):
        with pytest.raises(NotAllowed), transaction():
            attendance.check_in(stranger, participation=placed, at=NOW, way=CheckInWay.LIST)


def test_whoever_says_yes_gets_a_code_that_can_be_renewed(app: Flask) -> None:
    actor, placed = _placed()
    with transaction():
        participation.answer(actor, participation=placed, answer=Answer.YES, now=NOW)
        participation.answer(actor, participation=placed, answer=Answer.YES, now=NOW)
    first = queries.find_code(placed)
    assert first
    assert queries.get_by_code(actor, first.code) == placed
    with transaction():
        codes.renew_code(actor, participation=placed)
    with pytest.raises(NotFound):
        queries.get_by_code(actor, first.code)
    with pytest.raises(NotFound):
        queries.get_by_code(make_user().actor(), queries.codes_of([placed.id])[placed.id])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7m 3qx", "K7M3QX"),
        ("K7M-3QX", "K7M3QX"),
        ("https://lab.example/check-in/K7M3QX", "K7M3QX"),
        ("https://lab.example/check-in/k7m3qx?x=1", "K7M3QX"),
        ("K7M3Q0", ""),
        ("K7M3Q", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_as_people_and_scanners_type_it(typed: str, code: str) -> None:
    assert rules.read_code(typed) == code


def test_a_new_code_has_no_letter_that_looks_like_another() -> None:
    codes = {rules.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("0O1IL5S2Z8BAEU")


@pytest.mark.parametrize("wrong", [timedelta(hours=2), timedelta(hours=-2), timedelta(0)])
def test_a_device_whose_clock_is_wrong_does_no_harm(wrong: timedelta) -> None:
    tapped, device_now = NOW + wrong - 5 * MINUTE, NOW + wrong
    assert rules.moment_of_tap(tapped, device_now, NOW) == NOW - 5 * MINUTE
    assert rules.moment_of_tap(device_now + MINUTE, device_now, NOW) == NOW
