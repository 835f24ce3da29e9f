"""When a session begins and when it ends."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.accounts.makers import PASSWORD, enter, open_account
from tests.factories import make_user
from tests.pages import Client
from workshops.accounts import services
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import transaction

COOKIE = "samskab"


def cookie_of(client: Client) -> str:
    """The session cookie as the browser holds it."""
    found = client.web.get_cookie(COOKIE)
    return found.value if found else ""


def browser_with(app: Flask, cookie: str) -> Client:
    """Another browser that got hold of a cookie."""
    other = Client(app)
    other.web.set_cookie(COOKIE, cookie)
    return other


def test_the_session_is_another_one_after_signing_in(app: Flask, client: Client) -> None:
    open_account()
    client.submit("/language", {"language": "en"})
    with client.web.session_transaction() as kept:
        kept["planted"] = "by somebody else"
    enter(client)

    with client.web.session_transaction() as kept:
        assert "planted" not in kept
        assert kept["_user_id"].count(".") == 2


def test_the_cookie_is_for_this_site_and_not_for_scripts(app: Flask, client: Client) -> None:
    open_account()
    header = enter(client).response.headers["Set-Cookie"]

    assert all(part in header for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Expires="))
    assert "Domain" not in header


def test_signing_out_ends_a_copied_cookie_and_no_other_session(app: Flask, client: Client) -> None:
    open_account()
    other = Client(app)
    enter(client), enter(other)
    copied = cookie_of(client)
    client.submit("/sign-out", {})

    client.fetch("/profile", 302)
    browser_with(app, copied).fetch("/profile", 302)
    other.fetch("/profile")


@pytest.mark.parametrize("act", ["role", "disable"])
def test_a_new_role_or_shutting_ends_every_session(app: Flask, client: Client, act: str) -> None:
    user = open_account()
    enter(client)
    with transaction():
        if act == "role":
            services.change_role(COMMAND_LINE, user, role=Role.FACILITATOR)
        else:
            services.disable_account(COMMAND_LINE, user)

    client.fetch("/profile", 302)


def test_a_new_password_ends_the_others_and_keeps_this_one(app: Flask, client: Client) -> None:
    open_account()
    other = Client(app)
    enter(client), enter(other)
    new = "tolv grønne frøer"
    client.submit("/profile/password", {"current": PASSWORD, "password": new, "again": new})

    client.fetch("/profile")
    other.fetch("/profile", 302)
    enter(other, password=new)


def test_eight_idle_hours_end_a_session(app: Flask, client: Client, frozen_clock: datetime) -> None:
    open_account()
    enter(client)
    for hours in (7, 14, 21):
        with clock.frozen_at(frozen_clock + timedelta(hours=hours)):
            client.fetch("/profile")
    with clock.frozen_at(frozen_clock + timedelta(hours=29, minutes=1)):
        client.fetch("/profile", 302)


def test_seven_days_end_a_session_however_busy(
    app: Flask, client: Client, frozen_clock: datetime
) -> None:
    open_account()
    enter(client)
    for hours in range(0, 7 * 24, 6):
        with clock.frozen_at(frozen_clock + timedelta(hours=hours)):
            client.fetch("/profile")
    with clock.frozen_at(frozen_clock + timedelta(days=7, minutes=1)):
        client.fetch("/profile", 302)


def test_a_shut_account_cannot_sign_in(app: Flask, client: Client) -> None:
    user = open_account()
    make_user(Role.ADMINISTRATOR)
    with transaction():
        services.disable_account(COMMAND_LINE, user)

    enter(client, status=422)
    with transaction():
        services.enable_account(COMMAND_LINE, user)
    enter(client)
