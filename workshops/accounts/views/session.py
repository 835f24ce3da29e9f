"""Signing in and out, and the language of the pages."""

import logging

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    session,
    url_for,
)
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from workshops.accounts import queries, services
from workshops.accounts.forms import ROLE_NAMES, SignInForm
from workshops.accounts.models import User
from workshops.core.db import transaction
from workshops.core.errors import Problem, TooMany
from workshops.core.text import N_
from workshops.web import limits, sessions
from workshops.web.access import public
from workshops.web.arguments import LONGEST_PATH, asked, posted
from workshops.web.errors import retry_after
from workshops.web.typed import opened
from workshops.web.urls import same_site

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
LOG = logging.getLogger(__name__)
HOME = "/"
WRONG = N_("E-mail and password do not fit together. Check both and try again.")

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@public
def sign_in_form() -> Page:
    """The sign-in page; on to where one wanted to go for those who are signed in."""
    if current_user.is_authenticated:
        return redirect(same_site(asked("next", most=LONGEST_PATH)) or HOME)
    return _sign_in_page(SignInForm(next=asked("next", most=LONGEST_PATH)))


@bp.post("/sign-in")
@public
def sign_in() -> Page:
    """Open a session, or say the same for every wrong pair."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), 422
    email, password = str(form.email.data), str(form.password.data)
    guesses = guesses_at(email)
    try:
        guesses.check()
    except TooMany as problem:
        form.put(problem)
        return _sign_in_page(form), problem.status, retry_after(problem)
    user = services.find_by_password(email, password)
    if user is None:
        guesses.miss()
        LOG.warning("sign-in refused")
        form.put(Problem(WRONG))
        return _sign_in_page(form), 422
    with transaction():
        services.note_sign_in(user, password=password)
        guesses.forgive()
    sessions.begin(user.get_id())
    if form.kept.data:
        return _go_on(form.kept.data, user)
    return redirect(same_site(form.next.data) or HOME)


@bp.post("/sign-out")
@public
def sign_out() -> Page:
    """End this session, also for a copy of its cookie; the browser keeps nothing of ours."""
    number = sessions.number()
    if number:
        with transaction():
            services.end_session(number, expires_at=sessions.latest_end())
    sessions.end()
    flash(gettext("You are signed out."), "success")
    answer = redirect(url_for("accounts.sign_in_form"))
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@bp.post("/language")
@public
def set_language() -> Page:
    """Change the language of the pages for this session."""
    wish = posted("language")
    if wish in current_app.config["SETTINGS"].languages:
        session["language"] = wish
    return redirect(same_site(posted("next")) or HOME)


def _go_on(kept: str, user: User) -> Page:
    """What was typed before the session ended, to be sent now; only to who typed it."""
    typed = opened(kept, str(user.id))
    if typed is None:
        flash(gettext("What was typed before is not shown: it was typed by somebody else."), "info")
        return redirect(HOME)
    return render_template("accounts/go_on.html", typed=typed)


def _sign_in_page(form: SignInForm) -> str:
    demo = current_app.config["SETTINGS"].demo
    return render_template(
        "accounts/sign_in.html",
        form=form,
        demo_accounts=queries.list_demo_accounts() if demo else [],
        demo_password=services.DEMO_PASSWORD,
        role_names=ROLE_NAMES,
    )


def guesses_at(email: str) -> limits.Guesses:
    """Wrong passwords for an address, however it is written, from where this request comes."""
    return limits.Guesses("sign-in", email.strip().lower())
