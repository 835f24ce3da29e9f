"""Accounts with a password, and signing in with it."""

from tests.pages import Client, Page
from workshops.accounts import services
from workshops.accounts.models import User
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import transaction

EMAIL = "mette.holm@lab.example"
PASSWORD = "elleve bløde katte"


def open_account(email: str = EMAIL, role: Role = Role.READER, language: str = "en") -> User:
    """An account that can sign in with PASSWORD."""
    details = services.Details("Mette Holm", email, role, language, password=PASSWORD)
    with transaction():
        return services.create_account(COMMAND_LINE, details)


def enter(client: Client, email: str = EMAIL, password: str = PASSWORD, status: int = 302) -> Page:
    """Send the sign-in form."""
    return client.submit("/sign-in", {"email": email, "password": password}, status)
