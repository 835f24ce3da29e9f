"""Guessing passwords gets slower, per account and per source, and for nobody else."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.accounts.makers import EMAIL, PASSWORD, enter, open_account
from tests.marks import both_databases
from tests.pages import Client
from workshops.core import clock
from workshops.web import limits

WRONG = "forkert forkert"


def from_elsewhere(app: Flask) -> Client:
    """A browser in another house."""
    client = Client(app)
    client.web.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    return client


def guess(client: Client, times: int, email: str = EMAIL) -> None:
    """Wrong passwords, with the pauses that are asked for."""
    for _ in range(times):
        enter(client, email, WRONG, 422)


@both_databases
def test_who_guesses_waits_and_is_told_how_long(
    app: Flask, client: Client, frozen_clock: datetime
) -> None:
    open_account()
    guess(client, limits.FREE)
    page = enter(client, status=429)

    assert "Wait 5 seconds" in page.text or "Vent 5 sekunder" in page.text
    assert int(page.response.headers["Retry-After"]) == 5
    assert EMAIL in page.response.get_data(as_text=True)
    with clock.frozen_at(frozen_clock + timedelta(seconds=6)):
        enter(client)


@both_databases
def test_a_stranger_does_not_lock_the_owner_out(app: Flask, client: Client) -> None:
    open_account()
    guess(client, limits.FREE)
    for _ in range(4):
        enter(client, password=WRONG, status=429)
    enter(from_elsewhere(app))


def test_right_passwords_do_not_count(app: Flask) -> None:
    for number in range(6):
        open_account(f"bo{number}@lab.example")
    for number in range(66):
        enter(Client(app), f"bo{number % 6}@lab.example")


def test_a_right_password_forgets_the_wrong_ones(app: Flask, client: Client) -> None:
    open_account()
    for _ in range(3):
        guess(client, limits.FREE - 1)
        enter(client)
        client.submit("/sign-out", {})


def test_an_unknown_address_waits_in_the_same_way(app: Flask, client: Client) -> None:
    guess(client, limits.FREE, "nobody@lab.example")
    enter(client, "nobody@lab.example", status=429)


@pytest.mark.parametrize("spoofed", [False, True])
def test_a_source_that_guesses_at_everybody_is_slowed_down_whatever_it_says_of_itself(
    app: Flask, client: Client, spoofed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MANY", 4)
    open_account()
    for number in range(5):
        if spoofed:
            client.web.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        guess(client, 1, f"guess{number}@lab.example")
    enter(client, "guess4@lab.example", status=429)
    enter(client)


def test_changing_a_password_counts_only_a_wrong_present_one(app: Flask, client: Client) -> None:
    client.sign_in(open_account())
    weak = {"current": PASSWORD, "password": "kort", "again": "kort"}
    for _ in range(limits.FREE + 2):
        client.submit("/profile/password", weak, 422)
    for _ in range(limits.FREE):
        client.submit("/profile/password", {**weak, "current": WRONG}, 422)
    client.submit("/profile/password", weak, 429)
