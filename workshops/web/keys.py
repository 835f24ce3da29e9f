"""The key that each form carries: random, with a mark of the account that it was drawn for."""

import hmac
import secrets

from flask import current_app, g, session

from workshops.web import sessions

FIELD = "form_key"


def form_key() -> str:
    """The key of this page's forms: random, with a mark of the account that it was drawn for."""
    if "form_key" not in g:
        number = secrets.token_urlsafe(16)
        g.form_key = f"{number}.{_mark_of_owner(number, account_here())}"
    return str(g.form_key)


def is_drawn_for(key: str, account: str) -> bool:
    """Whether a form's key was drawn for that account, "" being nobody's."""
    number, _, mark = key.partition(".")
    return hmac.compare_digest(mark.encode(), _mark_of_owner(number, account).encode())


def account_here() -> str:
    """The number of the account that the session is of; "" for nobody."""
    return str(session.get(sessions.ACCOUNT, "")).partition(".")[0]


def secret() -> bytes:
    """What only this installation knows."""
    return str(current_app.config["SECRET_KEY"]).encode()


def _mark_of_owner(number: str, account: str) -> str:
    return hmac.digest(secret(), f"form:{number}:{account}".encode(), "sha256").hex()[:20]
