"""Signing in and out, language, profile, and what administrators do with accounts."""

import pytest
from flask import Flask

from tests.accounts.makers import EMAIL, PASSWORD, enter, open_account
from tests.factories import make_user
from tests.pages import Client
from workshops.accounts import services
from workshops.accounts.models import User
from workshops.accounts.queries import find_by_email
from workshops.core import clock, passwords
from workshops.core.actor import Role

ELSEWHERE = (
    "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example",
    "javascript:alert(1)", "/%0d%0aSet-Cookie:x", "/\r\nSet-Cookie: x=1", "\\\\evil.example",
    "/\t/evil.example",
)  # fmt: skip


def test_signing_in_leads_to_where_one_wanted_to_go(app: Flask, client: Client) -> None:
    open_account()
    asked = client.fetch("/profile?x=1", 302).response.headers["Location"]

    sent = client.submit_form(
        client.fetch(asked), "/sign-in", email=" Mette.Holm@lab.example ", password=PASSWORD
    )

    assert sent.response.headers["Location"] == "/profile?x=1"
    assert "Mette Holm" in client.fetch("/profile").text


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nothing_leads_off_the_site(app: Flask, client: Client, target: str) -> None:
    open_account()
    data = {"email": EMAIL, "password": PASSWORD, "next": target}
    signed_in = client.submit("/sign-in", data).response.headers["Location"]
    switched = client.submit("/language", {"language": "da", "next": target})

    for location in (signed_in, switched.response.headers["Location"]):
        assert location == "/" or (location.startswith("/%") and "\n" not in location)


def test_a_wrong_password_keeps_the_address_and_says_so_in_danish(
    app: Flask, client: Client
) -> None:
    open_account()
    client.submit("/language", {"language": "da", "next": "/sign-in"})
    page = enter(client, password="forkert forkert", status=422)

    assert "E-mail og adgangskode passer ikke sammen" in page.text
    assert EMAIL in page.response.get_data(as_text=True)
    assert "forkert forkert" not in page.response.get_data(as_text=True)


def test_known_and_unknown_address_get_the_same_answer(app: Flask, client: Client) -> None:
    open_account()
    shut = make_user(email="shut@lab.example", disabled_at=clock.now())
    bodies = set()
    for email in (EMAIL, "nobody@lab.example", shut.email):
        page = enter(client, email, "ikke den rigtige", 422).response.get_data(as_text=True)
        bodies.add(without_token(page.replace(email, "")))

    assert len(bodies) == 1


def without_token(html: str) -> str:
    """A page without what differs from one showing to the next."""
    drawn = ("csrf_token", "form_key")
    return "\n".join(line for line in html.splitlines() if not any(n in line for n in drawn))


def test_an_unknown_address_costs_as_much_work_as_a_known_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_account()
    asked: list[str] = []
    right = passwords._hasher().verify

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            asked.append(stored.split("$")[3])
            return right(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counting)
    for email in (EMAIL, "nobody@lab.example"):
        services.find_by_password(email, "ikke den rigtige")

    assert asked == ["m=64,t=1,p=1"] * 2


def test_the_demo_tells_its_accounts_and_only_them(app: Flask, client: Client) -> None:
    open_account("signe.lund@samskab.example", Role.PROJECT_MANAGER)
    open_account()
    text = client.fetch("/sign-in").text

    assert "signe.lund@samskab.example" in text
    assert services.DEMO_PASSWORD in text
    assert EMAIL not in text


def test_language_is_kept_without_an_account(app: Flask, client: Client) -> None:
    sent = client.submit("/language", {"language": "en", "next": "/was?x=1"})

    assert sent.response.headers["Location"] == "/was?x=1"
    assert "Accessibility statement" in client.fetch("/was").text
    client.submit("/language", {"language": "da"})
    assert "Tilgængelighedserklæring" in client.fetch("/was").text
    client.submit("/language", {"language": "xx"})
    assert "Tilgængelighedserklæring" in client.fetch("/was").text


def test_the_profile_changes_name_language_and_zone(app: Flask, client: Client) -> None:
    user = open_account()
    client.sign_in(user)
    page = client.fetch("/profile")
    client.submit_form(
        page, "/profile", name="Mette  Holm-Ærø", language="da", timezone="America/Nuuk"
    )

    found = find_by_email(EMAIL)
    assert found is not None
    assert (found.name, found.language, found.timezone) == ("Mette Holm-Ærø", "da", "America/Nuuk")
    assert "Min profil" in client.fetch("/profile").text


def test_an_administrator_opens_an_account_and_its_owner_chooses_a_password(
    app: Flask, client: Client
) -> None:
    client.sign_in(make_user(Role.ADMINISTRATOR))
    made = client.submit_form(
        client.fetch("/lab/users/new"),
        "/lab/users/new",
        name="Bo Ås",
        email="Bo@lab.example",
        role="facilitator",
        language="en",
    )
    page = client.submit_form(client.fetch(made.response.headers["Location"]), "/link", 200)
    (shown,) = page.all("input", id="link")
    link = shown.get("value").removeprefix("http://localhost:8000")
    owner = Client(app)
    form = owner.fetch(link)
    owner.submit_form(form, "/welcome/", password=PASSWORD, again=PASSWORD)

    enter(owner, "bo@lab.example")
    assert "Facilitator" in owner.fetch("/profile").text
    owner.fetch(link, 410)


def test_two_passwords_that_differ_and_weak_ones_are_refused(app: Flask, client: Client) -> None:
    client.sign_in(open_account())
    data = {"current": PASSWORD, "password": "noget helt andet", "again": "noget helt tredje"}
    assert "differ" in client.submit("/profile/password", data, 422).text
    data = {"current": PASSWORD, "password": "password12345", "again": "password12345"}
    assert "first that others try" in client.submit("/profile/password", data, 422).text
    data = {"current": "forkert forkert", "password": PASSWORD, "again": PASSWORD}
    assert "not your present password" in client.submit("/profile/password", data, 422).text


def test_the_list_of_users_takes_as_many_queries_for_many(app: Flask, client: Client) -> None:
    administrator = make_user(Role.ADMINISTRATOR, name="Aase Ånd")
    client.sign_in(administrator)
    for number in range(60):
        make_user(name=f"Bruger Nummer {number:02}")

    assert "1–25 of 61" in client.fetch("/lab/users", queries=3).text
    assert "Nummer 07" in client.fetch("/lab/users?q=nummer 07", queries=3).text
    assert "Nothing fits" in client.fetch("/lab/users?q=zzz", queries=3).text
    assert "Aase Ånd" in client.fetch("/lab/users?role=administrator", queries=3).text


def test_the_last_administrator_can_be_neither_shut_nor_given_another_role(
    app: Flask, client: Client
) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    url = f"/lab/users/{administrator.public_id}"
    client.sign_in(administrator)

    assert "last administrator" in client.submit(f"{url}/disable", {}, 409).text
    assert "last administrator" in client.submit(f"{url}/role", {"role": "reader"}, 409).text


def test_a_form_changes_nothing_but_its_own_fields(app: Flask, client: Client) -> None:
    user = open_account()
    client.sign_in(user)
    before = {c.name: getattr(user, c.name) for c in User.__table__.columns}
    planted = dict.fromkeys(before, "administrator") | {"disabled_at": "", "id": "99"}
    own = {"name": "Mette", "language": "en", "timezone": "Europe/Copenhagen"}
    client.submit("/profile", planted | own)

    changed = {name for name, value in before.items() if getattr(user, name) != value}
    assert changed <= {"name", "name_sort", "name_search", "updated_at"}
