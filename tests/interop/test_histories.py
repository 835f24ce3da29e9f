"""Fifty random lives of workshops in evolution-data-server: its copy is always ours."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

from tests.databases import Databases
from tests.interop import libical
from tests.interop.histories import START, Life
from tests.interop.ical_js import FACTS, browser_type_launch_args, reader
from tests.interop.store import Held, Store, calendar_store
from tests.invitations.mails import SERVER
from tests.mail.letters import installation
from workshops.core import clock
from workshops.core.db import db
from workshops.invitations.calendar import words
from workshops.invitations.models import Invitation
from workshops.invitations.queries import sent_of
from workshops.mail.message import filled_calendar
from workshops.mail.models import LetterState
from workshops.planning.models import Answer

LIVES, ACTS = 50, 25

__all__ = ["browser_type_launch_args", "reader"]


@dataclass
class Seen:
    """What came of all lives: every message, each comparison that failed, what was left behind."""

    messages: list[bytes] = field(default_factory=list)
    compared: int = 0
    different: list[tuple[int, Held | None, Held | None]] = field(default_factory=list)
    left_behind: set[str] = field(default_factory=set)
    may_stay: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def seen(databases: Databases) -> Iterator[Seen]:
    """Every life, lived once for all tests of this file."""
    app, result = databases.app("sqlite"), Seen()
    with (
        app.app_context(),
        installation(app, smtp_url="smtp://127.0.0.1", authserv_id=SERVER),
        calendar_store() as store,
    ):
        for seed in range(LIVES):
            with clock.frozen_at(START):
                life = Life(seed)
            live(life, seed, store, result)
        db.session.remove()
        yield result


def live(life: Life, seed: int, store: Store, result: Seen) -> None:
    """One life: after each delivery the calendar is held against our own records."""
    held: dict[str, Held] = {}
    for letters in life.live(ACTS):
        for letter in letters:
            data = filled_calendar(letter)
            if not data:
                continue
            result.messages.append(data)
            held = store.deliver(data)
        for invitation in life.ever():
            if settled(invitation):
                ours, theirs = copy_of(invitation, held), held.get(invitation.uid)
                result.compared += 1
                if ours != theirs:
                    result.different.append((seed, ours, theirs))
    mine = life.ever()
    result.left_behind |= {each.uid for each in mine if each.uid in held}
    result.may_stay |= {each.uid for each in mine if not was_told(each)}


def settled(invitation: Invitation) -> bool:
    """Whether nothing about it is under way."""
    return all(each.letter.state is not LetterState.QUEUED for each in invitation.letters)


def was_told(invitation: Invitation) -> bool:
    """Whether a guest learns of the end: who has said no is not written to about that."""
    return invitation.participation.answer is not Answer.NO


def copy_of(invitation: Invitation, held: dict[str, Held]) -> Held | None:
    """The entry that we hold the guest's calendar to have."""
    if not any(each.letter.state is LetterState.HANDED_OVER for each in invitation.letters):
        return None
    if invitation.cancelled_at is not None:
        return None if was_told(invitation) else held.get(invitation.uid)
    shown = sent_of(invitation)
    return Held(
        invitation.uid,
        invitation.sequence,
        shown.starts_at,
        shown.ends_at,
        shown.title,
        words.location(shown, invitation.participation.person.language),
        "CONFIRMED",
    )


def test_its_copy_is_ours_after_every_delivery(seen: Seen) -> None:
    assert seen.compared > 5000
    assert seen.different == []


def test_nothing_is_left_of_what_was_cancelled(seen: Seen) -> None:
    assert seen.left_behind - seen.may_stay == set()


def test_each_message_has_a_higher_sequence_or_is_the_last_one_again(seen: Seen) -> None:
    last: dict[str, tuple[int, bytes]] = {}
    for data in seen.messages:
        event = Calendar.from_ical(data).walk("VEVENT")[0]
        sequence, before = int(str(event["SEQUENCE"])), last.get(str(event["UID"]), (-1, b""))
        assert sequence > before[0] or data == before[1]
        last[str(event["UID"])] = sequence, data
    assert len(last) > 200


def test_libical_finds_no_fault_in_any_message(seen: Seen) -> None:
    assert [libical.errors(data) for data in seen.messages if libical.errors(data)] == []


def test_ical_js_reads_every_message(seen: Seen, reader: Page) -> None:
    read = reader.evaluate(FACTS, [data.decode() for data in seen.messages])
    statuses = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}
    assert {(each[2], statuses[each[0]] == each[3]) for each in read} == {(1, True)}
    assert len({each[1] for each in read}) > 200
