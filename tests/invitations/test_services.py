"""Inviting, moving, cancelling and answering, as rows and letters."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from tests.conftest import NOW
from tests.factories import make_person, make_user, save
from tests.invitations.makers import (
    letters_of,
    list_invitations,
    list_letters,
    make_invited,
    make_planned,
)
from tests.marks import both_databases
from workshops.core import clock, events
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.invitations.queries.pending import Updates, list_pending, updates_of
from workshops.invitations.rules.pasted import read_guests
from workshops.invitations.services import answers, inviting, updates
from workshops.invitations.services.correcting import correct_and_send
from workshops.invitations.services.inviting import GuestList
from workshops.mail.models import LetterState
from workshops.people.models import Scope
from workshops.planning.events import WorkshopCancelled
from workshops.planning.models import Answer, Workshop, WorkshopState


def _written(value: Any) -> str:
    """A property's value as it stands in the file."""
    written: bytes = value.to_ical()
    return written.decode()


def event_of(calendar: bytes | None) -> dict[str, str]:
    parsed = Calendar.from_ical(calendar or b"")
    event = parsed.events[0]
    return {
        "method": str(parsed["METHOD"]),
        "uid": str(event["UID"]),
        **{name: _written(event[name.upper()]) for name in ("sequence", "dtstamp", "dtstart")},
        "answer": str(event["ATTENDEE"].params["PARTSTAT"]),
        "rsvp": str(event["ATTENDEE"].params["RSVP"]),
    }


def move(workshop: Workshop, hours: int = 1) -> None:
    for sitting in workshop.sittings:
        sitting.starts_at += timedelta(hours=hours)
    db.session.commit()


def send_updates(manager: object, workshop: Workshop) -> int:
    with transaction():
        seen = updates_of(workshop, clock.now()).fingerprint
        return updates.send_updates(
            manager.actor(),  # type: ignore[attr-defined]
            workshop=workshop,
            seen=seen,
        )


@both_databases
def test_pasted_guests_get_one_letter_for_each_sitting(app: Flask) -> None:
    _manager, workshop, invitations = make_invited(sittings=2)
    assert workshop.state is WorkshopState.INVITING
    assert len(invitations) == len({each.uid for each in invitations}) == 6
    assert {each.participation.person.scope for each in invitations} == {Scope.GUEST}
    letters = list_letters()
    assert len(letters) == 6
    assert {letter.state for letter in letters} == {LetterState.KEPT}
    assert letters[0].calendar_method == "REQUEST"
    assert letters[0].subject == (
        "Invitation: Breve der forstås, mandag den 7. december 2026 kl. 09.00 (tid i København)"
    )
    first = event_of(letters[0].calendar)
    assert (first["sequence"], first["answer"], first["rsvp"]) == ("0", "NEEDS-ACTION", "TRUE")


def test_a_letter_names_no_other_guest_and_holds_no_token(app: Flask) -> None:
    make_invited()
    for letter in list_letters():
        whole = letter.text + letter.html + (letter.calendar or b"").decode()
        others = {"aase@", "bo@", "eva@"} - {letter.to_address.partition("@")[0] + "@"}
        assert not any(other in whole for other in others)
        assert "{link:answer}" in letter.text
        assert "/i/" not in whole


def test_inviting_again_writes_only_to_those_who_are_new(app: Flask) -> None:
    manager, workshop, _ = make_invited()
    more = read_guests("aase@kommune.example\nNy <ny@kommune.example>").guests
    with transaction():
        sent = inviting.invite(manager.actor(), workshop=workshop, guests=GuestList([], more))
    assert [each.participation.person.email for each in sent] == ["ny@kommune.example"]
    assert len(list_letters()) == 4


@pytest.mark.parametrize("count", [0, 201])
def test_nobody_and_far_too_many_are_refused(app: Flask, count: int) -> None:
    manager, workshop = make_planned()
    many = read_guests(";".join(f"g{n}@x.example" for n in range(count))).guests
    with pytest.raises(Invalid), transaction():
        inviting.invite(manager.actor(), workshop=workshop, guests=GuestList([], many))
    assert not list_letters()


def test_a_person_without_an_address_is_named(app: Flask) -> None:
    manager, workshop = make_planned()
    silent = make_person(name="Ida Uden", email=None)
    with pytest.raises(Invalid, match="Ida Uden"), transaction():
        inviting.invite(manager.actor(), workshop=workshop, guests=GuestList([silent], []))


def test_another_project_manager_may_not_invite(app: Flask) -> None:
    _, workshop = make_planned()
    with pytest.raises(NotAllowed), transaction():
        inviting.invite(make_user().actor(), workshop=workshop, guests=GuestList([], []))


def test_a_workshop_that_is_past_has_nothing_to_invite_to(app: Flask) -> None:
    manager, workshop = make_planned()
    guests = GuestList([make_person()], [])
    with clock.frozen_at(NOW + timedelta(days=30)), pytest.raises(Conflict), transaction():
        inviting.invite(manager.actor(), workshop=workshop, guests=guests)


@both_databases
def test_moving_asks_again_and_keeps_the_old_answer(app: Flask) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    with transaction():
        answers.answer_by_link(invitation=first, answer=Answer.YES)
    move(workshop)
    assert send_updates(manager, workshop) == 3
    assert first.participation.answer is Answer.NONE
    assert first.older_answer is Answer.YES
    assert letters_of(first) == [("invite", 0), ("update", 1)]
    old, new = (event_of(x.calendar) for x in list_letters() if x.to_address.startswith("aase"))
    assert (new["uid"], new["sequence"], new["answer"]) == (old["uid"], "1", "NEEDS-ACTION")
    assert new["dtstart"] == "20261207T100000"
    assert new["dtstamp"] > old["dtstamp"]


def test_a_new_title_echoes_the_answer_and_does_not_ask(app: Flask) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    with transaction():
        answers.answer_by_link(invitation=first, answer=Answer.MAYBE)
    workshop.name = "Breve alle forstår"
    save(workshop)
    send_updates(manager, workshop)
    last = [x for x in list_letters() if x.to_address.startswith("aase")][-1]
    told = event_of(last.calendar)
    assert (told["sequence"], told["answer"], told["rsvp"]) == ("1", "TENTATIVE", "FALSE")
    assert first.participation.answer is Answer.MAYBE
    assert last.subject.startswith("Ændret: Breve alle forstår")
    assert last.in_reply_to == list_letters()[0].message_id


def test_what_changed_since_the_check_page_is_not_sent_unseen(app: Flask) -> None:
    manager, workshop, _ = make_invited()
    move(workshop)
    seen = Updates(list_pending(workshop), []).fingerprint
    move(workshop)
    with pytest.raises(Stale), transaction():
        updates.send_updates(manager.actor(), workshop=workshop, seen=seen)


def test_unsent_versions_collapse_into_the_last_one(app: Flask) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    for letter in list_letters():
        letter.state = LetterState.QUEUED
    move(workshop)
    send_updates(manager, workshop)
    mine = [x for x in list_letters() if x.to_address.startswith("aase")]
    assert [x.state for x in mine] == [LetterState.SUPERSEDED, LetterState.KEPT]
    assert letters_of(first) == [("invite", 0), ("invite", 1)]


def test_removing_somebody_tells_that_person_alone(app: Flask) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    with transaction():
        inviting.remove_guest(
            manager.actor(), workshop=workshop, person=first.participation.person, reason="Syg"
        )
    last = list_letters()[-1]
    told = event_of(last.calendar)
    assert len(list_letters()) == 4
    assert (last.to_address, last.calendar_method) == ("aase@kommune.example", "CANCEL")
    assert (told["method"], told["sequence"], told["uid"]) == ("CANCEL", "1", first.uid)
    assert last.subject.startswith("Aflyst: ")
    assert "Syg" in last.text


def test_somebody_invited_anew_gets_a_new_uid(app: Flask) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    person = first.participation.person
    with transaction():
        inviting.remove_guest(manager.actor(), workshop=workshop, person=person)
    with transaction():
        again = inviting.invite(manager.actor(), workshop=workshop, guests=GuestList([person], []))
    assert [each.sequence for each in again] == [0]
    assert again[0].uid != first.uid


@both_databases
def test_a_cancelled_workshop_is_taken_back_but_not_where_a_calendar_did_so(app: Flask) -> None:
    _manager, workshop, (first, second, third) = make_invited()
    with transaction():
        answers.answer_by_mail(invitation=first, answer=Answer.NO)
        answers.answer_by_link(invitation=second, answer=Answer.MAYBE)
    with transaction():
        events.publish(WorkshopCancelled(workshop.id, "Lokalet er lukket."))
    told = [x for x in list_letters() if x.calendar_method == "CANCEL"]
    assert [x.to_address for x in told] == ["bo@kommune.example", "eva@skat.example"]
    assert all("Lokalet er lukket." in x.text for x in told)
    assert all(each.cancelled_at for each in (first, second, third))


def test_what_never_left_is_dropped_without_a_word(app: Flask) -> None:
    _manager, workshop, _ = make_invited()
    for letter in list_letters():
        letter.state = LetterState.QUEUED
    db.session.commit()
    with transaction():
        events.publish(WorkshopCancelled(workshop.id, "Aflyst"))
    assert {x.state for x in list_letters()} == {LetterState.SUPERSEDED}


def test_sending_again_repeats_version_and_bytes(app: Flask) -> None:
    manager, _workshop, (first, *_rest) = make_invited()
    with clock.frozen_at(NOW + timedelta(minutes=6)), transaction():
        inviting.resend(manager.actor(), invitation=first)
    sent, again = (x for x in list_letters() if x.to_address.startswith("aase"))
    assert sent.calendar == again.calendar
    assert sent.message_id != again.message_id
    assert first.sequence == 0


def test_sending_again_at_once_is_refused(app: Flask) -> None:
    manager, _workshop, (first, *_rest) = make_invited()
    with pytest.raises(Conflict), transaction():
        inviting.resend(manager.actor(), invitation=first)


def test_a_corrected_address_gets_a_new_entry_and_the_old_one_its_end(app: Flask) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    letters_before = len(list_letters())
    person, address = first.participation.person, "aase.ny@kommune.example"
    with clock.frozen_at(NOW + timedelta(minutes=6)), transaction():
        correct_and_send(
            manager.actor(),
            workshop=workshop,
            person=person,
            address=address,
            version=person.version,
        )
    invited = event_of(list_letters()[0].calendar)
    told = {x.to_address: x for x in list_letters()[letters_before:]}
    ended, begun = (event_of(told[to].calendar) for to in ("aase@kommune.example", address))
    assert (ended["uid"], ended["method"]) == (invited["uid"], "CANCEL")
    assert ended["dtstamp"] > invited["dtstamp"]
    assert (begun["sequence"], begun["method"]) == ("0", "REQUEST")
    assert begun["uid"] != invited["uid"]
    assert b"mailto:aase.ny@kommune.example" in (told[address].calendar or b"").replace(
        b"\r\n ", b""
    )


def test_a_day_added_later_is_invited_to_with_the_next_update(app: Flask) -> None:
    manager, workshop, _ = make_invited("Bo <bo@x.example>", sittings=2)
    late = list_invitations()[1]
    with transaction():
        for each in late.letters:
            db.session.delete(each)
        db.session.delete(late)
    assert send_updates(manager, workshop) == 1
    assert len(list_invitations()) == 2
