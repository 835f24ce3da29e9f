"""Days and times somebody has chosen: holidays are named, times that do not exist are refused."""

from datetime import UTC, datetime

from flask import Flask

from tests.factories import make_engagement, make_user, make_workshop
from tests.pages import Client
from workshops.core.db import db
from workshops.planning.models import Workshop


def _own(client: Client) -> Workshop:
    """A workshop in an engagement of the one who is signed in."""
    manager = make_user()
    client.sign_in(manager)
    return make_workshop(make_engagement(manager))


def test_a_time_that_clocks_are_put_past_is_refused(app: Flask, client: Client) -> None:
    workshop = _own(client)
    night = {"timezone": "Europe/Copenhagen", "room": "", "online_url": ""}
    night |= {"starts_on": "28.03.2027", "starts_time": "02.30", "length_minutes": "90"}
    url = f"/days/{workshop.sittings[0].public_id}/edit"
    page = client.submit(url, {**night, "version": "1"}, status=422)
    assert "this time does not exist" in page.text
    client.submit(f"/workshops/{workshop.public_id}/days/new", night, status=422)


def test_a_holiday_that_was_chosen_is_named_and_the_next_day_offered_is_none(
    app: Flask, client: Client
) -> None:
    workshop = _own(client)
    url = f"/workshops/{workshop.public_id}/copy"
    client.submit(url, {"name": "Anden gang", "starts_on": "24.12.2026"})
    assert "Thursday 24 December 2026 is Christmas Eve." in client.fetch("/workshops").text
    workshop.sittings[0].starts_at = datetime(2026, 12, 23, 8, 0, tzinfo=UTC)
    db.session.commit()
    page = client.fetch(f"/workshops/{workshop.public_id}/days/new")
    assert page.all("input", name="starts_on")[0].get("value") == "28.12.2026"
