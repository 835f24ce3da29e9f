"""A no that was not the guest's is taken back: the seat, the offer or the number comes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.invitations.mails import list_replies, mail, said, take
from tests.invitations.makers import letters_of, list_letters, make_invited
from tests.invitations.test_tray import link
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation, ReplyOutcome
from workshops.invitations.services import addresses, answers
from workshops.invitations.services.receiving import Received
from workshops.mail.models import Handling
from workshops.planning.models import Answer, Place, Seat, Workshop
from workshops.planning.models.seats import SeatTaken
from workshops.planning.queries.seats import position_of
from workshops.planning.services import asking, seats

MINUTE = timedelta(minutes=1)


def _full() -> tuple[Workshop, list[Invitation]]:
    """One seat and four who want it, in turn."""
    _manager, workshop, guests = make_invited(
        "A <a@x.example>\nB <b@x.example>\nC <c@x.example>\nD <d@x.example>"
    )
    workshop.capacity_on_site = 1
    db.session.commit()
    for guest in guests:
        _say(guest, Answer.YES)
    return workshop, list(guests)


def _say(guest: Invitation, answer: Answer) -> None:
    with transaction():
        answers.answer_by_link(invitation=guest, answer=answer)


def _forge(app: Flask, guest: Invitation, at: datetime, **changes: Any) -> Received:
    """A no, or with `changes` something else, in a guest's name that nobody vouches for."""
    address = addresses.address_of(guest)
    facts = {"partstat": "DECLINED", "attendee": address, "uid": guest.uid, **changes}
    with clock.frozen_at(at):
        raw = said(sequence=guest.sequence, stamp=f"{at:%Y%m%dT%H%M%SZ}", **facts)
        return take(app, mail(raw, sender=address, verdict=""))


def _undo(client: Client, at: datetime) -> None:
    with clock.frozen_at(at):
        client.submit_form(client.fetch(link()), "undo", status=303)
        assert "Svaret er taget tilbage." in client.fetch(link()).text


def _settle(workshop: Workshop, at: datetime) -> None:
    with clock.frozen_at(at), transaction():
        seats.settle_by_id(sitting_id=workshop.sittings[0].id)


def _number(guest: Invitation) -> int | None:
    taken = db.session.get(SeatTaken, (guest.participation.sitting_id, Seat.ON_SITE, 1))
    return taken.participation_id if taken else None


def test_within_ten_minutes_the_seat_stays_and_nothing_runs_out(app: Flask, client: Client) -> None:
    workshop, (first, second, *_rest) = _full()
    start = clock.now()
    _forge(app, first, start + MINUTE)
    assert first.participation.kept_until == start + 11 * MINUTE
    _undo(client, start + 5 * MINUTE)
    _settle(workshop, start + 60 * MINUTE)
    placed = first.participation
    assert (placed.answer, placed.place, placed.kept_until) == (Answer.YES, Place.SEAT, None)
    assert _number(first) == placed.id
    assert second.participation.place is Place.WAITING
    assert list_replies()[0].outcome is ReplyOutcome.UNDONE
    assert [kind for kind, _ in letters_of(first)] == ["invite", "was_it_you"]


@pytest.mark.parametrize("minutes", [5, 30])
def test_who_waited_has_the_old_number_before_and_after_ten_minutes(
    app: Flask, client: Client, minutes: int
) -> None:
    workshop, (_first, second, third, fourth) = _full()
    start, queued_at = clock.now(), third.participation.queued_at
    _forge(app, third, start + MINUTE)
    _settle(workshop, start + minutes * MINUTE)
    _undo(client, start + minutes * MINUTE)
    _settle(workshop, start + 60 * MINUTE)
    placed = third.participation
    assert (placed.answer, placed.queued_at, placed.kept_until) == (Answer.YES, queued_at, None)
    assert [position_of(each.participation) for each in (second, third, fourth)] == [1, 2, 3]


def test_a_seat_that_is_gone_after_ten_minutes_makes_first_on_the_list(
    app: Flask, client: Client
) -> None:
    workshop, (first, second, third, _fourth) = _full()
    start = clock.now()
    _forge(app, first, start + MINUTE)
    _settle(workshop, start + 11 * MINUTE)
    assert _number(first) == second.participation.id
    _undo(client, start + 30 * MINUTE)
    assert [position_of(each.participation) for each in (first, third)] == [1, 2]
    assert first.participation.kept_until is None
    assert letters_of(first)[-1][0] == "waitlisted"


def test_a_maybe_that_would_cost_the_seat_is_asked_about_too(app: Flask, client: Client) -> None:
    workshop, (first, *_rest) = _full()
    start = clock.now()
    _forge(app, first, start + MINUTE, partstat="TENTATIVE")
    letter = list_letters()[-1]
    assert "Der kom et måske i dit navn" in letter.text
    assert "Der kom et måske i dit navn" in letter.html
    _undo(client, start + 5 * MINUTE)
    _settle(workshop, start + 60 * MINUTE)
    placed = first.participation
    assert (placed.answer, placed.place, placed.kept_until) == (Answer.YES, Place.SEAT, None)


def test_a_maybe_that_costs_nothing_counts_without_a_letter(app: Flask) -> None:
    _manager, _workshop, (other,) = make_invited("E <e@x.example>")
    _forge(app, other, clock.now() + MINUTE, partstat="TENTATIVE")
    assert other.participation.answer is Answer.MAYBE
    assert [kind for kind, _ in letters_of(other)] == ["invite"]


def test_another_time_that_nobody_vouches_for_costs_nobody_a_seat(app: Flask) -> None:
    workshop, (first, *_rest) = _full()
    start = clock.now()
    found = _forge(
        app,
        first,
        start + MINUTE,
        method="COUNTER",
        partstat="TENTATIVE",
        start="20261209T080000Z",
        end="20261209T140000Z",
    )
    _settle(workshop, start + 60 * MINUTE)
    placed = first.participation
    assert (placed.answer, placed.place, placed.kept_until) == (Answer.YES, Place.SEAT, None)
    assert (found.handling, list_replies()[0].starts_at is None) == (Handling.TRAY, False)


def test_an_offer_is_an_offer_again_and_not_taken(app: Flask, client: Client) -> None:
    workshop, (first, second, *_rest) = _full()
    late = workshop.sittings[0].starts_at - timedelta(hours=10)
    with clock.frozen_at(late):
        _say(first, Answer.NO)
    _forge(app, second, late + MINUTE)
    _undo(client, late + 5 * MINUTE)
    placed = second.participation
    assert (placed.place, placed.kept_until) == (Place.OFFERED, None)
    assert placed.offered_until == late + timedelta(hours=4)


def test_a_seat_of_somebody_who_was_asked_anew_stays(app: Flask, client: Client) -> None:
    workshop, (first, *_rest) = _full()
    start, actor = clock.now(), workshop.engagement.manager.actor()
    with transaction():
        asking.ask_again(actor, participation=first.participation)
    _forge(app, first, start + MINUTE)
    _undo(client, start + 5 * MINUTE)
    _settle(workshop, start + 60 * MINUTE)
    placed = first.participation
    assert (placed.answer, placed.place, placed.kept_until) == (Answer.NONE, Place.SEAT, None)
    assert (first.answer_way, first.answered_sequence) == (None, None)


def test_asking_anew_also_ends_a_no_that_nobody_has_verified(app: Flask) -> None:
    workshop, (first, *_rest) = _full()
    start, actor = clock.now(), workshop.engagement.manager.actor()
    _forge(app, first, start + MINUTE)
    with transaction():
        asking.ask_again(actor, participation=first.participation)
    _settle(workshop, start + 60 * MINUTE)
    assert first.participation.place is Place.SEAT
