"""Access is refused unless declared: each view carries a marker, read by the gate and by the tests.

Markers are data on the view function. The gate answers "may this kind of person come here at all";
the query and the service behind the view answer "this person, this record".
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, Response, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from workshops.core.actor import ANONYMOUS, Actor
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.web.typed import typed_here

View = TypeVar("View", bound=Callable[..., Any])


class Gate(StrEnum):
    """The kinds of door."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    RIGHT = "right"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Access:
    """A view's marker. `thing` and `act` name a cell of the authorisation table."""

    gate: Gate
    thing: str = ""
    act: str = ""
    purpose: str = ""


class SignedOut(NotAllowed):
    """The session is over; what was typed is shown, and a way to sign in and go on."""


def public(view: View) -> View:
    """Anybody may come: sign-in, health, the public request form."""
    return _mark(view, Access(Gate.PUBLIC))


def signed_in(view: View) -> View:
    """Any account may come; what is shown is scoped by who asks."""
    return _mark(view, Access(Gate.SIGNED_IN))


def needs(act: str, thing: str) -> Callable[[View], View]:
    """Accounts whose role has the letter `act` on `thing` in the authorisation table."""
    return lambda view: _mark(view, Access(Gate.RIGHT, thing=thing, act=act))


def by_link(purpose: str) -> Callable[[View], View]:
    """Holders of a personal link for one purpose; the view checks the token."""
    return lambda view: _mark(view, Access(Gate.LINK, purpose=purpose))


def access_of(view: Callable[..., Any]) -> Access | None:
    """The marker of a view, or None where nobody declared one."""
    return getattr(view, "access", None)


def current_actor() -> Actor:
    """Who asks, as services want it."""
    return current_user.actor() if current_user.is_authenticated else ANONYMOUS


def is_signed_out() -> bool:
    """Whether the page that is asked for needs an account and nobody is signed in."""
    view = current_app.view_functions.get(str(request.endpoint))
    access = access_of(view) if view else None
    needed = access is not None and access.gate in (Gate.SIGNED_IN, Gate.RIGHT)
    return needed and current_actor() == ANONYMOUS


def require(allowed: bool) -> None:
    """Refuse an act that the reader may not do to this record. Raises NotAllowed."""
    if not allowed:
        raise NotAllowed(N_("You may read this, but not change it."))


def _mark(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def init_gate(app: Flask, may_ever: Callable[[Actor, str, str], bool]) -> None:
    """Close every door that is not declared open. `may_ever(actor, act, thing)` reads the table."""

    @app.before_request
    def gate() -> BaseResponse | Response | None:
        if request.endpoint is None or request.endpoint == "static":
            return None
        access = access_of(current_app.view_functions[request.endpoint])
        if access is None:
            raise NotAllowed(N_("Nobody has been given access to this page."))
        if access.gate in (Gate.PUBLIC, Gate.LINK):
            return None
        actor = current_actor()
        if actor == ANONYMOUS:
            if typed_here():
                raise SignedOut(N_("You are not signed in any longer."))
            return redirect(url_for("accounts.sign_in_form", next=_here()))
        if access.gate is Gate.RIGHT and not may_ever(actor, access.act, access.thing):
            raise NotAllowed(N_("Your role does not give access to this."))
        return None


def _here() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None
