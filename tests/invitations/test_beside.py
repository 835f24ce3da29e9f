"""An answer belongs to the time it stood beside, whoever presses the button."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import make_room
from tests.invitations.asked import make_asked
from tests.invitations.mails import list_replies, mail, said, take
from tests.invitations.makers import make_invited
from tests.invitations.pressing import beside
from tests.invitations.test_link_pages import path_of
from tests.marks import both_databases
from tests.pages import Client, Page
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.services import responses, updates
from workshops.invitations.services.beside import version_of
from workshops.planning.models import Answer, Seat, Sitting
from workshops.planning.services.sittings import SittingPlan, change_sitting
from workshops.planning.services.workshops import WorkshopFacts, edit_workshop

GUEST = "Åse Ærlig <aase@kommune.example>"
LATER = datetime.fromisoformat("2026-12-14 19:00")


def _plan(day: Sitting, **changes: object) -> SittingPlan:
    values = {"room": day.room, "online_url": day.online_url, "length_minutes": day.length_minutes}
    local = datetime.fromisoformat("2026-12-07 09:00")
    return SittingPlan(**{"local": local, **values, **changes})  # type: ignore[arg-type]


def _move(manager: User, day: Sitting) -> None:
    plan = _plan(day, local=LATER, length_minutes=120)
    change_sitting(manager.actor(), sitting=day, plan=plan, version=day.version)


def _move_and_tell(manager: User, day: Sitting) -> None:
    _move(manager, day)
    seen = updates_of(day.workshop, clock.now()).fingerprint
    updates.send_updates(manager.actor(), workshop=day.workshop, seen=seen)


def _elsewhere(manager: User, day: Sitting) -> None:
    plan = _plan(day, room=make_room(address="Havnegade 1, Aarhus"))
    change_sitting(manager.actor(), sitting=day, plan=plan, version=day.version)


def _rename(manager: User, day: Sitting) -> None:
    facts = {key: getattr(day.workshop, key) for key in WorkshopFacts.__dataclass_fields__}
    named = WorkshopFacts(**{**facts, "name": "Nyt navn"})
    version = day.workshop.version
    edit_workshop(manager.actor(), workshop=day.workshop, facts=named, version=version)


def _buttons(page: Page, action: str, **wanted: str) -> dict[str, str]:
    """What a browser sends when the button of a form with that address is pressed."""
    return {**beside(page, action), **wanted}


@both_databases
@pytest.mark.parametrize(
    ("act", "status", "stands"),
    [
        (_move, 409, Answer.NONE),
        (_move_and_tell, 409, Answer.NONE),
        (_elsewhere, 409, Answer.NONE),
        (_rename, 303, Answer.YES),
    ],
)
def test_a_yes_is_to_the_time_and_place_beside_it(
    client: Client, act: Callable[[User, Sitting], None], status: int, stands: Answer
) -> None:
    manager, workshop, (guest,) = make_invited(GUEST)
    url = path_of(guest)
    pressed = _buttons(client.fetch(url), "/i/", answer="yes")
    with transaction():
        act(manager, workshop.sittings[0])
    shown = client.submit(url, pressed, status)
    db.session.expire_all()
    assert guest.participation.answer is stands
    if status == 409:
        assert "er ændret, siden siden blev åbnet" in shown.text
        client.submit(url, _buttons(shown, "/i/", answer="yes"), 303)
        db.session.expire_all()
        assert guest.participation.answer is Answer.YES


def test_each_day_carries_its_own(client: Client) -> None:
    manager, workshop, (first, second) = make_invited(GUEST, sittings=2)
    url = path_of(first)
    page = client.fetch(url)
    one = {**beside(page, "/i/", first.public_id), "answer": "yes"}
    with transaction():
        _move(manager, workshop.sittings[1])
    client.submit(url, one, 303)
    client.submit(url, _buttons(page, "/i/", answer="no"), 409)
    db.session.expire_all()
    assert [one.participation.answer for one in (first, second)] == [Answer.YES, Answer.NONE]


@pytest.mark.parametrize("path", ["", "/other-seat"])
def test_what_staff_press_does_too(client: Client, path: str) -> None:
    manager, workshop, (guest,) = make_invited(GUEST)
    day = workshop.sittings[0]
    day.online_url = "https://moede.example/1"
    db.session.commit()
    client.sign_in(manager)
    placed = guest.participation
    url = f"/workshops/{workshop.public_id}/guests/{placed.public_id}"
    action = url + (path or "/answer")
    page = client.fetch(url + path, queries=40)
    pressed = _buttons(page, action, **({} if path else {"answer": "yes"}))
    with transaction():
        _move(manager, day)
    shown = client.submit(action, pressed, 409)
    assert "has changed since this page was opened" in shown.text
    client.submit(action, _buttons(shown, action, **({} if path else {"answer": "yes"})))
    db.session.expire_all()
    assert placed.answer is (Answer.NONE if path else Answer.YES)
    assert placed.seat is (Seat.ONLINE if path else Seat.ON_SITE)


def test_the_guests_change_of_seat_too(client: Client) -> None:
    manager, workshop, (guest,) = make_invited(GUEST)
    workshop.sittings[0].online_url = "https://moede.example/1"
    db.session.commit()
    url = path_of(guest)
    pressed = _buttons(client.fetch(url), "/seat")
    with transaction():
        _move(manager, workshop.sittings[0])
    client.submit(f"{url}/seat", pressed, 409)
    db.session.expire_all()
    seat: Seat = guest.participation.seat
    assert seat is Seat.ON_SITE


@both_databases
@pytest.mark.parametrize("seen", [None, "", "0123456789abcdef"])
@pytest.mark.parametrize("act", ["yes", "seat", "noted", "other seat", "written down", "accepted"])
def test_a_button_that_says_nothing_of_its_time_gets_the_page(
    app: Flask, client: Client, act: str, seen: str | None
) -> None:
    manager, invitation, path, typed = _every_button(app, act)
    sent = typed if seen is None else {**typed, "seen": seen}
    page = client.sign_in(manager).submit(path, sent, 409)
    changed = ("er ændret, siden siden blev åbnet", "has changed since this page was opened")
    assert any(said in page.text for said in changed)
    assert beside(page, path)["seen"] == version_of([invitation.participation])
    db.session.expire_all()
    placed = invitation.participation
    assert (placed.answer, placed.seat) == (Answer.NONE, Seat.ON_SITE)
    client.submit(
        path, {**typed, **beside(page, path)}, 303 if "/i/" in path or "/answer/" in path else 302
    )
    db.session.expire_all()
    assert (placed.answer, placed.seat) != (Answer.NONE, Seat.ON_SITE)


def _every_button(app: Flask, act: str) -> tuple[User, Invitation, str, dict[str, str]]:
    """Who is signed in, whom the button is about, where it goes and what it says."""
    if act in ("written down", "accepted"):
        workshop, invitation = make_asked()
        with clock.frozen_at(NOW.replace(minute=10)):
            found = take(app, mail(said(), sender="aae@kommune.example"))
        tray = f"/mail/{found.incoming.public_id}/answer"
        link = responses.link_of(list_replies()[0]).url().rpartition("/")[2]
        path, typed = (
            (tray, {"answer": "yes"}) if act == "written down" else (f"/answer/{link}/accept", {})
        )
        return workshop.engagement.manager, invitation, path, typed
    manager, workshop, (invitation,) = make_invited(GUEST)
    workshop.sittings[0].online_url = "https://moede.example/1"
    db.session.commit()
    guest = f"/workshops/{workshop.public_id}/guests/{invitation.participation.public_id}"
    path, typed = {
        "yes": (path_of(invitation), {"answer": "yes"}),
        "seat": (f"{path_of(invitation)}/seat", {"seat": "online"}),
        "noted": (f"{guest}/answer", {"answer": "yes"}),
        "other seat": (f"{guest}/other-seat", {"seat": "online"}),
    }[act]
    return manager, invitation, path, typed
