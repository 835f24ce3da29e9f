"""Signing in and out, and the pages of accounts."""

from flask import Flask

from tests.pages import Client
from workshops.accounts import services
from workshops.accounts.models import User
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import transaction

PASSWORD = "elleve bløde katte"


def open_account(email: str = "mette.holm@samskab.example", role: Role = Role.READER) -> User:
    """An account with a password."""
    details = services.Details("Mette Holm", email, role, "en", password=PASSWORD)
    with transaction():
        return services.create_account(COMMAND_LINE, details)


def enter(client: Client, email: str, password: str = PASSWORD, status: int = 302) -> str:
    """Fill in the sign-in page; gives the page's text, or where it leads."""
    page = client.submit("/sign-in", {"email": email, "password": password}, status)
    return page.text if page.document is not None else page.response.headers["Location"]


def test_signing_in_leads_to_where_one_wanted_to_go(app: Flask, client: Client) -> None:
    open_account()
    asked = client.fetch("/profile?x=1", 302).response.headers["Location"]
    page = client.submit_form(
        client.fetch(asked), "/sign-in", email=" Mette.Holm@samskab.example ", password=PASSWORD
    )

    assert page.response.headers["Location"] == "/profile?x=1"
    assert "Mette Holm" in client.fetch("/profile").text
