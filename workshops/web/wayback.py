"""Where an error page leads back to: the part of its address that does exist."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from workshops.core.actor import Actor
from workshops.core.errors import Problem
from workshops.web.access import current_actor


@dataclass(frozen=True)
class Parent:
    """What stands at an address that begins so: its page, and how it is read and named.

    `get` raises a Problem for what is not there or not for the reader.
    """

    endpoint: str
    parameter: str
    get: Callable[[Actor, str], Any]
    name: str = "name"


def init_ways_back(app: Flask, parents: Mapping[str, Parent]) -> None:
    """Know the records that addresses begin with, by that beginning, such as "/engagements/"."""
    app.extensions["ways_back"] = parents


def find_way_back() -> tuple[str, str] | None:
    """Words and address of the record that this address begins with; None where there is none."""
    for beginning, parent in current_app.extensions["ways_back"].items():
        public_id, _slash, rest = request.path.removeprefix(beginning).partition("/")
        if not request.path.startswith(beginning) or not rest:
            continue
        try:
            found = parent.get(current_actor(), public_id)
        except Problem:
            return None
        values: dict[str, Any] = {parent.parameter: public_id}
        words = _("Back to “%(name)s”", name=getattr(found, parent.name))
        return words, url_for(parent.endpoint, **values)
    return None
