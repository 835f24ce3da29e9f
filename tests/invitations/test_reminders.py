"""Reminders: when they are due, once each, never to whoever wants none, and no calendar part."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.invitations.makers import list_letters, make_invited
from tests.marks import both_databases
from tests.pages import Client
from workshops.core import clock
from workshops.core.config import Settings
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation, LetterKind
from workshops.invitations.rules import reminders
from workshops.invitations.rules.reminders import ReminderKind
from workshops.invitations.services import reminding
from workshops.invitations.services.answers import note_answer
from workshops.invitations.services.inviting import remove_guest
from workshops.invitations.tasks import remind
from workshops.jobs.models import Job
from workshops.mail.message import headers
from workshops.mail.models import Letter
from workshops.mail.rules import waking_moment
from workshops.planning.models import Answer, Place, Workshop, WorkshopState

COPENHAGEN = "Europe/Copenhagen"


def at(text: str, zone: str = COPENHAGEN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("kind", "starts", "due"),
    [
        (ReminderKind.DAY, "2026-12-03T12:30", "2026-12-02T09:00"),
        (ReminderKind.WEEK, "2026-12-03T12:30", "2026-11-26T09:00"),
        (ReminderKind.WEEK, "2026-12-05T10:00", "2026-11-30T09:00"),
        (ReminderKind.WEEK, "2026-12-06T10:00", "2026-11-30T09:00"),
        (ReminderKind.WEEK, "2027-03-31T10:00", "2027-03-24T09:00"),
        (ReminderKind.DAY, "2026-10-26T10:00", "2026-10-25T09:00"),
    ],
)
def test_a_reminder_is_due_at_nine_where_the_day_is_held(
    kind: ReminderKind, starts: str, due: str
) -> None:
    assert reminders.due_at(kind, at(starts).astimezone(UTC), COPENHAGEN) == at(due)


@pytest.mark.parametrize(
    ("now", "zone", "leaves"),
    [
        ("2026-12-02T09:00", COPENHAGEN, "2026-12-02T09:00"),
        ("2026-12-02T09:00", "America/Nuuk", "2026-12-02T11:00"),
        ("2026-12-02T20:00", COPENHAGEN, "2026-12-03T08:00"),
        ("2026-12-05T20:00", COPENHAGEN, "2026-12-06T08:00"),
        ("2026-12-02T07:59", COPENHAGEN, "2026-12-02T08:00"),
    ],
)
def test_nobody_is_written_to_at_night(now: str, zone: str, leaves: str) -> None:
    assert waking_moment(at(now), zone, weekends=True) == at(leaves)


def test_who_waits_for_a_seat_or_said_no_is_not_reminded() -> None:
    wanted = {
        (answer, place)
        for answer in Answer
        for place in Place
        if reminders.wants(answer, place, switched_off=False)
    }
    places = (Place.NONE, Place.SEAT)
    assert wanted == {(a, p) for a in Answer if a is not Answer.NO for p in places}
    assert not reminders.wants(Answer.YES, Place.SEAT, switched_off=True)


def run(workshop: Workshop, kind: ReminderKind = ReminderKind.DAY) -> list[Letter]:
    """Do the job of the first day at its time; the letters that it queued."""
    sitting, known = workshop.sittings[0], {letter.id for letter in list_letters()}
    starts = int(sitting.starts_at.timestamp())
    due = reminders.due_at(kind, sitting.starts_at, sitting.timezone)
    with clock.frozen_at(due), transaction():
        remind(sitting.id, kind.value, starts)
    return [letter for letter in list_letters() if letter.id not in known]


def test_jobs_are_planned_when_guests_are_invited_and_again_for_a_new_time(app: Flask) -> None:
    _manager, workshop, _ = make_invited()
    sitting = workshop.sittings[0]
    first = set(db.session.scalars(select(Job.key).where(Job.kind == reminding.JOB)))
    sitting.starts_at += timedelta(days=20)
    db.session.commit()
    with transaction():
        reminding.plan_reminders([sitting])
        reminding.plan_reminders([sitting])
    planned = db.session.scalars(select(Job.run_at).where(Job.kind == reminding.JOB)).all()
    assert {key.split(":")[2] for key in first if key} <= {"week", "day"}
    assert len(planned) == len(first) + 2


def test_each_guest_gets_one_letter_without_a_calendar_part(app: Flask) -> None:
    _manager, workshop, invitations = make_invited()
    sent = run(workshop)
    assert {letter.to_address for letter in sent} == {
        each.participation.person.email for each in invitations
    }
    assert {letter.calendar for letter in sent} == {None}
    assert {letter.in_reply_to for letter in sent} <= {m.message_id for m in list_letters()}
    assert run(workshop) == []


@both_databases
@pytest.mark.parametrize(("hours", "reminded"), [(23, 0), (24, 3)])
def test_nobody_is_reminded_within_a_day_of_a_letter_that_said_the_same(
    app: Flask, hours: int, reminded: int
) -> None:
    _manager, workshop, _invitations = make_invited()
    sitting = workshop.sittings[0]
    due = reminders.due_at(ReminderKind.DAY, sitting.starts_at, sitting.timezone)
    for letter in list_letters():
        letter.queued_at = due - timedelta(hours=hours)
    db.session.commit()
    assert len(run(workshop)) == reminded


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_that_says_when_and_where_stands_for_a_reminder(
    app: Flask, kind: LetterKind
) -> None:
    _manager, workshop, invitations = make_invited()
    sitting = workshop.sittings[0]
    due = reminders.due_at(ReminderKind.DAY, sitting.starts_at, sitting.timezone)
    for letter in list_letters():
        letter.queued_at = due - timedelta(hours=1)
    for each in invitations:
        each.letters[0].kind = kind
    db.session.commit()
    other = {
        LetterKind.HOLD,
        LetterKind.RELEASE,
        LetterKind.CANCEL,
        LetterKind.WAS_IT_YOU,
        LetterKind.ANSWERED_FOR,
    }
    assert len(run(workshop)) == (3 if kind in other else 0)


def test_a_rerun_after_an_update_of_the_words_sends_nothing_twice(app: Flask) -> None:
    _manager, workshop, invitations = make_invited()
    run(workshop)
    invitations[0].sequence += 1
    db.session.commit()
    assert run(workshop) == []


def test_no_reminder_to_whoever_declined_was_taken_off_or_switched_off(app: Flask) -> None:
    manager, workshop, invitations = make_invited()
    with transaction():
        note_answer(manager.actor(), invitation=invitations[0], answer=Answer.NO)
        person = invitations[1].participation.person
        remove_guest(manager.actor(), workshop=workshop, person=person)
    left = invitations[2].participation.person.email
    assert [letter.to_address for letter in run(workshop)] == [left]


@pytest.mark.parametrize("what", ["moved", "cancelled", "off", "late"])
def test_a_day_that_moved_or_ended_or_is_too_near_is_not_reminded_of(app: Flask, what: str) -> None:
    _manager, workshop, _ = make_invited()
    sitting = workshop.sittings[0]
    starts_at = sitting.starts_at
    if what == "moved":
        sitting.starts_at += timedelta(hours=1)
    workshop.state = WorkshopState.CANCELLED if what == "cancelled" else workshop.state
    workshop.reminds_day_before = what != "off"
    db.session.commit()
    early = timedelta(hours=1) if what == "late" else timedelta(days=1)
    with clock.frozen_at(starts_at - early), transaction():
        count = reminding.remind(sitting=sitting, kind=ReminderKind.DAY, starts_at=starts_at)
    assert count == 0


def test_a_mail_program_switches_reminders_off_with_one_post(app: Flask, client: Client) -> None:
    _manager, workshop, invitations = make_invited(sittings=2)
    settings: Settings = app.config["SETTINGS"]
    letter = run(workshop, ReminderKind.WEEK)[0]
    found = {header.name: header.text for header in headers(letter, settings)}
    path = found["List-Unsubscribe"].strip("<>").removeprefix(settings.base_url)
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.fetch(path)
    assert letter.record_id == invitations[0].id
    assert invitations[0].reminders_off_at is None
    answer = client.web.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 303
    mine = invitations[0].participation.person_id
    off = select(Invitation).where(Invitation.reminders_off_at.is_not(None))
    assert {each.participation.person_id for each in db.session.scalars(off)} == {mine}
    assert len(db.session.scalars(off).all()) == 2
    assert "ikke flere påmindelser" in client.fetch(path).text
    assert letter.to_address not in {each.to_address for each in run(workshop)}
