"""What forms begin with: what is known, and nothing that nobody has chosen."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.deliverables.packs import make_issued
from tests.factories import (
    make_contact,
    make_engagement,
    make_goal,
    make_person,
    make_room,
    make_user,
    make_workshop,
    save,
)
from tests.pages import Client
from workshops.core.actor import Role
from workshops.engagements.models import Engagement

FORMS = ["workshops/new", "packs/new", "notes/new", "deliverables/new/training"]
LINK = "https://moede.example/1"


def _held(client: Client, url: str, names: str) -> dict[str, str]:
    """What a browser would send for some fields that nobody has touched."""
    held = client.fetch(url).form(url.rpartition("?")[0] or url)[1]
    return {name: held[name][0] for name in names.split()}


def _read_in(language: str) -> Engagement:
    """An engagement whose agency reads a language, with a manager who reads the other."""
    manager = make_user(language="da" if language == "en" else "en")
    engagement = make_engagement(manager)
    if language:
        make_contact(engagement, make_person(languages=[language]))
    return engagement


@pytest.mark.parametrize("language", ["da", "en", ""])
@pytest.mark.parametrize(
    "form", ["workshops/new", "packs/new", "notes/new", "deliverables/new/training"]
)
def test_the_language_is_the_agencys_and_not_the_screens(
    client: Client, language: str, form: str
) -> None:
    engagement = _read_in(language)
    make_issued(engagement)
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/{form}"
    assert _held(client, url, "language") == {"language": language}


def test_a_note_of_a_workshop_is_in_the_workshops_language(client: Client) -> None:
    engagement = _read_in("en")
    workshop = make_workshop(engagement, language="da")
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/notes/new?workshop={workshop.public_id}"
    assert _held(client, url, "language kind role legal_basis place") == {
        "language": "da",
        "kind": "",
        "role": "unknown",
        "legal_basis": "",
        "place": workshop.public_id,
    }


def test_an_engagement_begins_without_goal_and_form_of_work(client: Client) -> None:
    make_goal()
    manager = make_user()
    client.sign_in(manager)
    assert _held(client, "/engagements/new", "goal kind manager") == {
        "goal": "",
        "kind": "",
        "manager": manager.public_id,
    }


def test_an_account_begins_without_rights(client: Client) -> None:
    client.sign_in(make_user(Role.ADMINISTRATOR))
    assert _held(client, "/lab/users/new", "role language") == {"role": "", "language": ""}


def test_a_person_and_a_day_begin_in_the_zone_of_the_lab(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.config["SETTINGS"], timezone="America/Nuuk")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    held = _held(client, "/lab/people/new", "timezone language")
    assert held == {"timezone": "America/Nuuk", "language": ""}
    url = f"/engagements/{engagement.public_id}/workshops/new"
    assert _held(client, url, "timezone") == {"timezone": "America/Nuuk"}


@pytest.mark.parametrize(
    ("link", "room", "seat"), [("", True, "on_site"), (LINK, True, ""), (LINK, False, "online")]
)
def test_guests_sit_where_there_is_one_kind_of_seat(
    client: Client, link: str, room: bool, seat: str
) -> None:
    workshop = make_workshop()
    (day,) = workshop.sittings
    day.online_url = link
    day.room_id = make_room().id if room else None
    save(day)
    client.sign_in(workshop.engagement.manager)
    url = f"/workshops/{workshop.public_id}/invite"
    page = client.fetch(url)
    held = page.form("/invite/check")[1]
    assert (held["role"], held["seat"]) == (["participant"], [seat])
