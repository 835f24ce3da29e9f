"""Guessing passwords gets slower, per account and per source, whatever the guesser claims to be."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.accounts.makers import EMAIL, enter, open_account
from tests.marks import both_databases
from tests.pages import Client
from workshops.accounts.views.session import TRIES_BY_ACCOUNT, TRIES_BY_SOURCE
from workshops.core import clock


@both_databases
def test_an_account_is_closed_to_guesses_for_a_while(
    app: Flask, client: Client, frozen_clock: datetime
) -> None:
    open_account()
    for _ in range(TRIES_BY_ACCOUNT):
        enter(client, password="forkert forkert", status=422)
    page = enter(client, status=429)

    assert "Too many attempts" in page.text or "For mange forsøg" in page.text
    assert int(page.response.headers["Retry-After"]) == 900
    assert EMAIL in page.response.get_data(as_text=True)
    enter(Client(app), status=429)
    with clock.frozen_at(frozen_clock + timedelta(minutes=31)):
        enter(client)


def test_a_right_password_forgets_the_wrong_ones(app: Flask, client: Client) -> None:
    open_account()
    for _ in range(3):
        for _ in range(TRIES_BY_ACCOUNT - 1):
            enter(client, password="forkert forkert", status=422)
        enter(client)
        client.submit("/sign-out", {})


def test_an_unknown_address_is_closed_in_the_same_way(app: Flask, client: Client) -> None:
    for _ in range(TRIES_BY_ACCOUNT):
        enter(client, "nobody@lab.example", status=422)
    enter(client, "nobody@lab.example", status=429)


@pytest.mark.parametrize("spoofed", [False, True])
def test_a_source_is_closed_whatever_it_says_of_itself(
    app: Flask, client: Client, spoofed: bool
) -> None:
    for number in range(TRIES_BY_SOURCE):
        if spoofed:
            client.web.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        enter(client, f"guess{number}@lab.example", status=422)
    enter(client, "guess@lab.example", status=429)

    client.web.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    enter(client, "guess@lab.example", status=422)
