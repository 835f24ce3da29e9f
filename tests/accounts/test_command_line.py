"""`lab user`: accounts from a shell."""

import json

from click.testing import Result
from flask import Flask

from tests.accounts.makers import EMAIL, PASSWORD, enter, open_account
from tests.pages import Client
from workshops.accounts.queries import find_by_email
from workshops.core.actor import Role


def lab(app: Flask, *words: str) -> Result:
    """Run one command."""
    return app.test_cli_runner().invoke(args=["lab", "user", *words])


def test_the_first_administrator_gets_in(app: Flask, client: Client) -> None:
    created = lab(app, "create", EMAIL, "--name", "Mette", "--role", "administrator", "--json")
    link = json.loads(created.output)["link"]
    path = link.removeprefix("http://localhost:8000")
    client.submit(path, {"password": PASSWORD, "again": PASSWORD})

    enter(client)
    assert "Mette" in client.fetch("/lab/users").text


def test_a_fresh_installation_has_no_account(app: Flask, client: Client) -> None:
    assert find_by_email("") is None
    enter(client, "admin@lab.example", "admin", 422)


def test_role_and_shutting(app: Flask) -> None:
    open_account(role=Role.ADMINISTRATOR)

    refused = lab(app, "disable", EMAIL)
    assert (refused.exit_code, "last administrator" in refused.output) == (1, True)

    open_account("bo@lab.example", Role.ADMINISTRATOR)
    assert lab(app, "role", EMAIL, "reader").output == f"Mette Holm <{EMAIL}>: reader, open\n"
    shut = json.loads(lab(app, "disable", EMAIL, "--json").output)
    assert (shut["role"], shut["state"]) == ("reader", "disabled")


def test_what_cannot_be_done_is_said(app: Flask) -> None:
    open_account()

    for words in (
        ("disable", "nobody@lab.example"),
        ("create", EMAIL, "--name", "X", "--role", "reader"),
        ("role", EMAIL, "king"),
    ):
        result = lab(app, *words)
        assert result.exit_code in (1, 2)
        assert "Traceback" not in result.output
