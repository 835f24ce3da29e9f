"""Applications with other settings, and with pages that fail on purpose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from workshops.app import create_app
from workshops.core.config import Settings
from workshops.core.errors import Gone, NotAllowed, TooMany
from workshops.web.access import public

SECRET = "a-secret-of-thirty-two-characters!"


def production(app: Flask, **changes: Any) -> Flask:
    """The application as in production, on the same database."""
    settings: Settings = app.config["SETTINGS"]
    strict = {"env": "production", "secret_key": SECRET, "base_url": "https://lab.example"}
    return create_app(replace(settings, **{**strict, **changes}))


def broken(app: Flask) -> Flask:
    """The application with `/broken/<what>`, which fails in that way, and does not raise it."""
    failing = create_app(app.config["SETTINGS"])

    @public
    def fail(what: str) -> str:
        if what.isdigit():
            abort(int(what))
        raise PROBLEMS[what]()

    failing.add_url_rule("/broken/<slug:what>", "broken", fail)
    return failing


def _locked() -> Exception:
    return OperationalError("UPDATE person SET email='bo@lab.example'", {}, Exception("locked"))


PROBLEMS: dict[str, Callable[[], Exception]] = {
    "gone": lambda: Gone("This link has expired."),
    "refused": lambda: NotAllowed("Your role does not give access to this."),
    "too-many": lambda: TooMany("Too many attempts", 75),
    "locked": _locked,
    "unforeseen": lambda: ZeroDivisionError("bo@lab.example"),
}
