"""A poll from the question to the invitation: what stands in the guests' calendars at each step."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from icalendar import Calendar

from tests.factories import make_block, make_person
from tests.invitations.makers import list_invitations, list_letters, make_planned
from tests.marks import both_databases
from tests.planning.makers import cast, make_poll, standing, work
from workshops.core import clock
from workshops.core.db import transaction
from workshops.jobs.runner import work_one
from workshops.mail.models import Letter
from workshops.planning.models import WorkshopState
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries import list_participations
from workshops.planning.queries import polls as queries
from workshops.planning.services import choosing, polls

FIVE = tuple((datetime(2027, 1, day, 8, 0, tzinfo=UTC), 240) for day in (11, 12, 13, 14, 18))
WORDS = ("ynymn", "yyyyn", "nymy-", "-yyyy", "mmmmm", "ynynn")
Shelf = dict[str, dict[str, tuple[str, int]]]


def _event(letter: Letter) -> Any:
    return Calendar.from_ical(letter.calendar or b"").walk("VEVENT")[0]


def _calendars() -> Shelf:
    """What each guest's calendar shows once the worker is done: state and version by UID."""
    work()
    shelves: Shelf = {}
    for letter in list_letters():
        if letter.calendar is None:
            continue
        event = _event(letter)
        shelf = shelves.setdefault(letter.to_address, {})
        before = shelf.get(str(event["UID"]), ("", -1))
        assert int(event["SEQUENCE"]) > before[1], "an entry that calendars would ignore"
        if letter.calendar_method == "CANCEL":
            shelf[str(event["UID"])] = ("CANCELLED", int(event["SEQUENCE"]))
        else:
            shelf[str(event["UID"])] = (str(event["STATUS"]), int(event["SEQUENCE"]))
    return shelves


def _counts(shelves: Shelf) -> set[tuple[tuple[str, int], ...]]:
    """How often each state stands in a calendar; one entry where all guests have the same."""
    said = [sorted(state for state, _ in shelf.values()) for shelf in shelves.values()]
    return {tuple((word, row.count(word)) for word in sorted(set(row))) for row in said}


def _eight_asked() -> DatePoll:
    """Eight people in two zones about five days; the first two must be there."""
    _, workshop = make_planned()
    make_block(workshop.sittings[0], 1)
    people = [
        make_person(
            name=f"Gæst {n}",
            timezone="America/Nuuk" if n % 4 == 3 else "Europe/Copenhagen",
            languages=["en" if n % 2 else "da"],
        )
        for n in range(8)
    ]
    asked = [(person, n < 2) for n, person in enumerate(people)]
    return make_poll(workshop, asked, times=FIVE, quorum=5, with_holds=True)


def _work_until(at: datetime) -> None:
    """Do every job that is due by then."""
    with clock.frozen_at(at):
        while work_one():
            pass


@both_databases
def test_eight_people_five_days_two_zones_end_with_one_entry_each(app: Flask) -> None:
    poll = _eight_asked()
    assert _counts(_calendars()) == {(("TENTATIVE", 5),)}
    assert len(_calendars()) == 8
    for number, word in enumerate(WORDS):
        cast(poll, number, word)
    assert standing(poll)[2] == (4, 2, 0, 2)
    _work_until(datetime(2026, 12, 2, 11, 0, tzinfo=UTC))
    nudged = [letter.to_name for letter in list_letters() if letter.kind == "poll_nudge"]
    assert nudged == ["Gæst 6", "Gæst 7"]
    top = queries.best_of(queries.tallies(poll), clock.now())
    assert top is not None
    best = next(slot for slot in poll.slots if slot.id == top.slot)
    assert best.starts_at == FIVE[2][0]
    manager = poll.workshop.engagement.manager.actor()
    with transaction():
        day = choosing.choose_date(manager, poll=poll, slot=best, now=clock.now())
    assert _counts(_calendars()) == {(("CANCELLED", 4), ("CONFIRMED", 1))}
    assert (day.starts_at, day.room and day.room.name) == (FIVE[2][0], "Lokale 3")
    assert [len(sitting.blocks) for sitting in poll.workshop.sittings] == [1]
    assert poll.workshop.state is WorkshopState.INVITING
    assert len(list_participations(poll.workshop)) == 8


def test_a_hold_is_tentative_and_the_chosen_one_asks_under_the_same_uid(app: Flask) -> None:
    poll = make_poll(people=[(make_person(languages=["en"]), False)], quorum=1, with_holds=True)
    cast(poll, 0, "y--")
    held = _event(list_letters()[1])
    assert [str(held[name]) for name in ("STATUS", "X-MICROSOFT-CDO-BUSYSTATUS", "SEQUENCE")] == [
        "TENTATIVE",
        "TENTATIVE",
        "0",
    ]
    assert str(held["SUMMARY"]) == f"[Hold] {poll.workshop.name}"
    assert held["ATTENDEE"].params["RSVP"] == "FALSE"
    assert "{link:answer}" in str(held["DESCRIPTION"])
    with transaction():
        choosing.choose_date(
            poll.workshop.engagement.manager.actor(),
            poll=poll,
            slot=poll.slots[0],
            now=clock.now(),
        )
    work()
    chosen = _event(next(one for one in list_letters() if one.kind == "invitation_invite"))
    assert (chosen["UID"], chosen["SEQUENCE"], chosen["STATUS"]) == (held["UID"], 1, "CONFIRMED")
    guest = chosen["ATTENDEE"].params
    assert (guest["PARTSTAT"], guest["RSVP"]) == ("TENTATIVE", "TRUE")
    assert str(chosen["SUMMARY"]) == poll.workshop.name


def test_holds_of_removed_days_and_ended_polls_vanish(app: Flask) -> None:
    poll = make_poll(with_holds=True)
    manager = poll.workshop.engagement.manager.actor()
    with transaction():
        polls.remove_slot(manager, slot=poll.slots[0])
    assert _counts(_calendars()) == {(("CANCELLED", 1), ("TENTATIVE", 2))}
    later = FIVE[4][0] + timedelta(days=1)
    with transaction():
        polls.add_slot(manager, poll=poll, starts_at=later, length_minutes=60)
    assert _counts(_calendars()) == {(("CANCELLED", 1), ("TENTATIVE", 3))}
    with transaction():
        polls.close_poll(manager, poll=poll)
    assert _counts(_calendars()) == {(("CANCELLED", 4),)}
    assert all(one.cancelled_at for one in list_invitations())
    assert "poll_closed" not in {letter.kind for letter in list_letters()}


def test_who_has_voted_hears_of_new_days_once(app: Flask) -> None:
    poll = make_poll()
    cast(poll, 1, "y--")
    manager = poll.workshop.engagement.manager.actor()
    for day in (19, 19, 20):
        at = datetime(2027, 1, day, 8, 0, tzinfo=UTC)
        with transaction():
            polls.add_slot(manager, poll=poll, starts_at=at, length_minutes=60)
        work()
    told = [letter for letter in list_letters() if letter.kind == "poll_days"]
    assert [letter.to_name for letter in told] == ["Bo Dahl", "Bo Dahl"]
    assert ["19. januar" in told[0].text, "20. januar" in told[0].text] == [True, False]


def test_letters_of_a_poll_have_no_other_guest_in_them(app: Flask) -> None:
    poll = _eight_asked()
    addresses = [str(guest.person.email) for guest in poll.guests]
    for letter in list_letters():
        said = letter.text + letter.html + (letter.calendar or b"").decode()
        found = {address for address in addresses if address in said.replace("\r\n ", "")}
        assert found <= {letter.to_address}
