"""The door of a day: the list, a tap, a code, what a device sends later, the attendance list."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import NOW
from tests.factories import (
    make_engagement,
    make_facilitator,
    make_participation,
    make_person,
    make_user,
    make_workshop,
    save,
)
from tests.marks import both_databases
from tests.pages import Client, text_of
from tests.planning.makers import make_code
from workshops.core import clock
from workshops.core.db import transaction
from workshops.planning.models import Answer, DayNeed, Participation, Seat, Workshop
from workshops.planning.tasks import purge_needs

LONG = "Karen-Margrethe Østergaard-Sørensen Kjærsgaard"


def _door(client: Client, people: int = 2) -> tuple[str, Workshop, list[Participation]]:
    """The address of a day's door, with a facilitator in front of it."""
    workshop = make_workshop(make_engagement(make_user()))
    client.sign_in(make_facilitator(workshop))
    (day,) = workshop.sittings
    day.starts_at = NOW + timedelta(hours=1)
    names = [LONG, *(f"Bo Dahl {n}" for n in range(1, people))]
    placed = [
        make_participation(day, make_person(name=name), answer=Answer.YES, answered_at=NOW)
        for name in names
    ]
    return f"/workshops/{workshop.public_id}/days/{day.public_id}", workshop, placed


def _send(client: Client, url: str, sent: Any) -> TestResponse:
    token = client.web.get(f"{url}/check-in/state").json["token"]  # type: ignore[index]
    return client.web.post(f"{url}/check-in/taps", json=sent, headers={"X-CSRFToken": token})


@pytest.mark.parametrize("people", [3, 60])
def test_the_door_takes_the_same_queries_for_any_number(client: Client, people: int) -> None:
    url, _, _ = _door(client, people)
    page = client.fetch(f"{url}/check-in", queries=15)
    assert len(page.all("li", class_="door-guest")) == people
    client.fetch(f"{url}/attendance", queries=15)


def test_a_tap_and_its_undo_work_without_a_script(client: Client) -> None:
    url, _, (karen, _) = _door(client)
    page = client.fetch(f"{url}/check-in?q=ØSTERGAARD")
    assert LONG in page.text
    assert "Bo Dahl" not in page.text
    client.submit(f"{url}/check-in", {"guest": karen.public_id, "tap": "same-tap"}, status=303)
    client.submit(f"{url}/check-in", {"guest": karen.public_id, "tap": "same-tap"}, status=303)
    assert "1 here · 2 expected" in client.fetch(f"{url}/check-in").text
    client.submit(f"{url}/check-in/undo", {"guest": karen.public_id}, status=303)
    assert "0 here · 2 expected" in client.fetch(f"{url}/check-in").text


def test_a_code_or_a_scanned_address_checks_in(client: Client) -> None:
    url, _, (karen, bo) = _door(client)
    first, second = make_code(karen).code, make_code(bo).code
    client.submit(f"{url}/check-in/code", {"code": first.lower()}, status=303)
    client.submit(
        f"{url}/check-in/code", {"code": f"https://lab.example/check-in/{second}"}, status=303
    )
    assert "2 here · 2 expected" in client.fetch(f"{url}/check-in").text
    wrong = client.submit(f"{url}/check-in/code", {"code": "CDFGHJ"}, status=422)
    assert "This code is not known." in wrong.text


def test_opening_what_a_code_says_changes_nothing_and_posting_checks_in(client: Client) -> None:
    _, _, (karen, _) = _door(client)
    url = f"/check-in/{make_code(karen).code}"
    page = client.fetch(url)
    assert page.writes == []
    client.submit_form(page, url, status=303)
    assert "Here since 13:00" in client.fetch(url).text


def _early_door(client: Client) -> tuple[str, Participation, str]:
    """The address of a day whose door opens in a minute, a guest and their code."""
    url, workshop, (karen, _) = _door(client)
    workshop.sittings[0].starts_at = NOW + timedelta(hours=12, minutes=1)
    save(workshop)
    return url, karen, make_code(karen).code


def test_until_the_door_opens_the_page_says_when(client: Client) -> None:
    url, karen, code = _early_door(client)
    page = client.fetch(f"{url}/check-in")
    assert "Check-in opens Monday 23 November 2026 at 13:01" in page.text
    closed = [each for each in page.all("button") if "disabled" in each.attrib]
    assert [text_of(each) for each in closed] == [
        "Check in by code",
        "Here: Bo Dahl 1",
        f"Here: {LONG}",
    ]
    assert not client.fetch(f"/check-in/{code}").all("button", class_="door-big")
    with clock.frozen_at(NOW + timedelta(minutes=1)):
        assert "Check-in opens" not in client.fetch(f"{url}/check-in").text
        client.submit(f"{url}/check-in", {"guest": karen.public_id}, status=303)
        assert "1 here" in client.fetch(f"{url}/check-in").text


@pytest.mark.parametrize("way", ["list", "code", "card"])
def test_until_the_door_opens_nobody_is_taken_in(client: Client, way: str) -> None:
    url, karen, code = _early_door(client)
    path, typed = {
        "list": (f"{url}/check-in", {"guest": karen.public_id}),
        "code": (f"{url}/check-in/code", {"code": code}),
        "card": (f"/check-in/{code}", {"tap": "same-tap"}),
    }[way]
    client.submit(path, typed, status=303)
    page = client.fetch(f"{url}/check-in")
    assert "The door opens twelve hours before the day begins." in page.text
    assert "0 here" in page.text


def test_a_code_of_another_lab_team_is_not_known(client: Client) -> None:
    url, _, (karen, _) = _door(client)
    code = make_code(karen).code
    other = Client(client.app).sign_in(make_user())
    other.fetch(f"/check-in/{code}", status=404)
    other.fetch(f"{url}/check-in", status=404)
    assert "/sign-in" in Client(client.app).fetch(f"/check-in/{code}", status=302).response.location


@both_databases
def test_what_a_device_sends_twice_counts_once(app: Flask) -> None:
    client = Client(app)
    url, _, (karen, bo) = _door(client)
    sent = {
        "now": "2026-11-23T14:00:00Z",
        "taps": [
            {"id": f"device-{n}", "guest": placed.public_id, "at": "2026-11-23T13:50:00.123Z"}
            for n, placed in enumerate((karen, bo))
        ],
    }
    for _ in range(2):
        answer = _send(client, url, sent)
        assert answer.json
        assert answer.json["taps"] == {"device-0": "here", "device-1": "here"}
        assert sorted(answer.json["here"]) == sorted([karen.public_id, bo.public_id])
    assert client.fetch(f"{url}/check-in").text.count("Here since 12:50") == 2


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {"now": "now", "taps": []},
        {"now": "2026-11-23T14:00:00", "taps": []},
        {"now": "2026-11-23T14:00:00Z", "taps": [{"id": "x", "guest": "y", "at": "z"}]},
        {"now": "2026-11-23T14:00:00Z", "taps": 3},
    ],
)
def test_what_no_device_sends_is_refused(client: Client, sent: Any) -> None:
    url, _, _ = _door(client)
    assert _send(client, url, sent).status_code == 422


def test_a_batch_without_the_token_is_refused(client: Client) -> None:
    url, _, _ = _door(client)
    assert client.web.post(f"{url}/check-in/taps", json={}).status_code == 400


def test_the_attendance_list_says_who_did_not_come_and_adds_up_needs(client: Client) -> None:
    url, workshop, (karen, bo) = _door(client)
    bo.seat = Seat.ONLINE
    save(bo)
    for placed, diet in ((karen, "Vegetar"), (bo, "vegetar")):
        save(DayNeed(workshop_id=workshop.id, person_id=placed.person_id, diet=diet))
    client.submit(f"{url}/check-in", {"guest": karen.public_id, "tap": "t"}, status=303)
    assert "2 × Vegetar" in client.fetch(f"{url}/attendance").text
    with clock.frozen_at(NOW + timedelta(days=30)):
        client = Client(client.app).sign_in(workshop.engagement.manager)
        missing = client.fetch(f"{url}/attendance?show=missing")
        assert "Bo Dahl 1" in missing.text
        assert LONG not in missing.text
        csv = client.web.get(f"{url}/attendance.csv?show=missing").get_data().decode("utf-8-sig")
        with transaction():
            purge_needs()
        assert "Vegetar" not in client.fetch(f"{url}/attendance").text
    assert [line.split(";")[0] for line in csv.splitlines()] == ["Name", "Bo Dahl 1"]


def test_a_tap_for_somebody_taken_off_just_now_says_so(client: Client) -> None:
    url, _, (karen, _) = _door(client)
    karen.removed_at = NOW
    save(karen)
    client.submit(f"{url}/check-in", {"guest": karen.public_id}, status=303)
    page = client.fetch(f"{url}/check-in")
    assert "This person is not on the workshop." in page.text
    assert "0 here · 1 expected" in page.text
