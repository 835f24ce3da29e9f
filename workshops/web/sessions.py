"""A signed-in session: begun anew at sign-in, over after idle hours or a number of days.

The cookie holds the account's stamp, a random number of the session and two times, all signed.
"""

import secrets
from datetime import datetime, timedelta

from flask import Flask, g, request, session

from workshops.core import clock
from workshops.core.config import Settings

IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(days=7)
NOTE_EVERY = timedelta(minutes=5)
ACCOUNT, BEGAN, SEEN = "_user_id", "began", "seen"


def init_sessions(app: Flask, settings: Settings) -> None:
    """Cookies as strict as the address allows, and the end of sessions that are too old."""
    secure = settings.base_url.startswith("https:")
    app.config.from_mapping(
        SESSION_COOKIE_NAME="__Host-samskab" if secure else "samskab",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=ABSOLUTE,
    )

    @app.before_request
    def end_old() -> None:
        if request.endpoint != "static" and ACCOUNT in session:
            _keep_or_end(int(clock.now().timestamp()))


def begin(account: str) -> None:
    """Start a session for what User.get_id() says; nothing of the one before is kept."""
    session.clear()
    for drawn in ("csrf_token", "form_key", "_login_user"):
        g.pop(drawn, None)
    session.permanent = True
    session[ACCOUNT] = f"{account}.{secrets.token_hex(8)}"
    session[BEGAN] = session[SEEN] = int(clock.now().timestamp())


def number() -> str | None:
    """The random number of the session that is open, if one is."""
    parts = str(session.get(ACCOUNT, "")).split(".")
    return parts[2] if len(parts) == 3 else None


def latest_end() -> datetime:
    """When the cookie of a session that is open now has expired for certain."""
    return clock.now() + ABSOLUTE


def end() -> None:
    """Forget who is signed in; the language stays."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def _keep_or_end(now: int) -> None:
    began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
    if now - began > ABSOLUTE.total_seconds() or now - seen > IDLE.total_seconds():
        end()
    elif now - seen > NOTE_EVERY.total_seconds():
        session[SEEN] = now
