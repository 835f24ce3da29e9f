"""Error pages: one handler for problems of ours, of HTTP and of the database; never a trace."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, g, render_template, request
from flask_babel import gettext, refresh
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from workshops.core.db import db
from workshops.core.errors import Problem, Stale, TooMany
from workshops.core.text import N_
from workshops.web.access import is_signed_out
from workshops.web.language import say
from workshops.web.logging import request_id
from workshops.web.typed import sealed, typed_here
from workshops.web.wayback import find_way_back

LOG = logging.getLogger(__name__)
BUSY_SECONDS = 5
WAIT_SECONDS = 60
TITLES: Mapping[int, str] = {
    400: N_("We could not read that"),
    403: N_("You do not have access"),
    404: N_("There is no such page"),
    405: N_("That cannot be done here"),
    409: N_("That clashes with something else"),
    410: N_("This link is no longer valid"),
    413: N_("That is too much at once"),
    422: N_("Something is missing or wrong"),
    429: N_("Too many attempts"),
    500: N_("Something went wrong with us"),
    503: N_("We are busy or being updated"),
}
TEXTS: Mapping[int, str] = {
    400: N_("Go back, load the page again and try once more."),
    403: N_("Ask the project manager or an administrator if you need it."),
    404: N_("Check the address. The page may have been moved, or it is not for you."),
    405: N_("Go back and use the buttons on the page."),
    409: N_("Go back, load the page again and see what has changed."),
    410: N_("It has expired or been replaced. Ask the one who sent it for a new one."),
    413: N_("Send a smaller file or a shorter text."),
    422: N_("Go back and check what you wrote."),
    429: N_("Wait a little and try again."),
    500: N_("Nothing you saved before is lost. Try again; if it happens again, tell support."),
    503: N_("Nothing was changed. Try again in a moment."),
}
SEND_AGAIN = (400, 409, 422, 429, 500, 503)
STALE_FORM = N_("The page had been open too long, or you signed out. Load it again and try again.")
PLAIN = (
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    "<title>{title} – Samskab</title></head>\n<body><main><h1>{title}</h1><p>{text}</p>"
    "<p>{code} · {reference}</p></main></body></html>\n"
)


def init_errors(app: Flask) -> None:
    """Answer every error with a page in the reader's language."""
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(StaleDataError, _stale)


def answer_problem(problem: Problem) -> Response:
    """The error page of a problem of ours."""
    return _page(problem.status, problem=problem, headers=retry_after(problem))


def retry_after(problem: Problem) -> dict[str, str]:
    """The header that says when to come back, for a problem that passes."""
    return {"Retry-After": str(problem.retry_after)} if isinstance(problem, TooMany) else {}


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    headers: dict[str, str] = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if code in (429, 503):
        headers["Retry-After"] = str(WAIT_SECONDS)
    return _page(
        code, message=STALE_FORM if isinstance(error, CSRFError) else None, headers=headers
    )


def _stale(_error: StaleDataError) -> Response:
    """Two saved the same record in the same instant; the other was first."""
    return answer_problem(Stale(N_("Somebody else has changed this since you opened it.")))


def _database(error: OperationalError) -> Response:
    """A locked SQLite file or a PostgreSQL that is away: both pass."""
    LOG.warning("database not available", exc_info=error)
    return _page(503, headers={"Retry-After": str(BUSY_SECONDS)})


def _page(
    code: int,
    problem: Problem | None = None,
    message: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page, drawn again with less where the session or the database is what failed."""
    _let_go()
    for draw in (_draw, _draw_without_account, _draw_plain):
        try:
            body = draw(code, problem, message)
            break
        except Exception as failed:
            LOG.warning("error page could not be drawn", exc_info=failed)
    return Response(body, status=code, headers=dict(headers or {}), mimetype="text/html")


def _let_go() -> None:
    try:
        db.session.rollback()
    except Exception as failed:
        LOG.warning("could not roll back", exc_info=failed)


def _draw(code: int, problem: Problem | None, message: str | None) -> str:
    typed = None if g.get("foreign") else typed_here()
    out = typed is not None and code in (400, 403) and is_signed_out()
    text = say(problem) if problem else gettext(message or _known(TEXTS, code))
    return render_template(
        "errors/error.html",
        code=code,
        title=gettext(_known(TITLES, code)),
        text=text,
        request_id=request_id(),
        typed=typed,
        kept=sealed(typed) if typed and out else "",
        again=typed is not None and not out and code in SEND_AGAIN,
        way_back=find_way_back() if 400 <= code < 500 and current_user.is_authenticated else None,
    )


def _draw_without_account(code: int, problem: Problem | None, message: str | None) -> str:
    g.language = _asked_for()
    refresh()
    return _draw(code, problem, message)


def _draw_plain(code: int, _problem: Problem | None, _message: str | None) -> str:
    return PLAIN.format(
        language="en",
        title=_known(TITLES, code),
        text=_known(TEXTS, code),
        code=code,
        reference=request_id(),
    )


def _asked_for() -> str:
    return request.accept_languages.best_match(("da", "en")) or "en"


def _known(words: Mapping[int, str], code: int) -> str:
    return words.get(code) or words[500 if code > 499 else 400]
