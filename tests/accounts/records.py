"""Tokens of the links with which an account's owner chooses a password."""

from collections.abc import Callable
from typing import Any

from flask import current_app

from workshops.accounts import services
from workshops.accounts.services import renewing
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import transaction


def _made_link(world: Any) -> str:
    """The token of a link that an administrator makes."""
    with transaction():
        return services.make_link(
            COMMAND_LINE, world.owner, secret=current_app.config["SECRET_KEY"]
        )


def _mailed_link(world: Any) -> str:
    """The token in a letter to who has forgotten a password."""
    return renewing.link_of(world.owner).url().rpartition("/")[2]


MAKERS: dict[str, Callable[[Any], str]] = {
    "accounts.welcome.token": _made_link,
    "accounts.choose_password.token": _made_link,
    "accounts.new_password_form.token": _mailed_link,
    "accounts.save_new_password.token": _mailed_link,
}
