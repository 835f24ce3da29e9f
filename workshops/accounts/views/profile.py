"""One's own profile and password."""

from flask import current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_login import current_user

from workshops.accounts import services
from workshops.accounts.forms import ROLE_NAMES, NewPasswordForm, PasswordForm, ProfileForm
from workshops.accounts.models import User
from workshops.accounts.views.session import Page, bp
from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.web import limits, sessions
from workshops.web.access import by_link, current_actor, signed_in
from workshops.web.errors import retry_after


@bp.get("/profile")
@signed_in
def profile() -> Page:
    """One's own name, language and zone."""
    return _profile_page(ProfileForm(obj=current_user))


@bp.post("/profile")
@signed_in
def change_profile() -> Page:
    """Save name, language and zone."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _profile_page(form), 422
    with transaction():
        services.change_profile(
            current_actor(),
            _me(),
            name=str(form.name.data),
            language=form.language.data,
            timezone=form.timezone.data,
        )
    session["language"] = form.language.data
    flash(gettext("Your profile is saved."), "success")
    return redirect(url_for("accounts.profile"))


@bp.get("/profile/password")
@signed_in
def change_password_form() -> Page:
    """Ask for the present password and a new one."""
    return render_template("accounts/password.html", form=PasswordForm())


@bp.post("/profile/password")
@signed_in
def change_password() -> Page:
    """Take a new password; every other session of the account ends."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422
    guesses = limits.Guesses("password", _me().id)
    try:
        guesses.check()
        with transaction():
            services.change_password(
                current_actor(), _me(), current=str(form.current.data), new=str(form.password.data)
            )
            guesses.forgive()
    except Problem as problem:
        if problem.field == "current":
            guesses.miss()
        form.put(problem)
        page = render_template("accounts/password.html", form=form)
        return page, problem.status, retry_after(problem)
    sessions.begin(_me().get_id())
    flash(gettext("Your password is changed. You are signed out everywhere else."), "success")
    return redirect(url_for("accounts.profile"))


@bp.get("/welcome/<token:token>")
@by_link("password")
def welcome(token: str) -> Page:
    """Choose a password by a link from an administrator."""
    user = services.find_by_link(token, secret=_secret())
    return render_template("accounts/welcome.html", form=NewPasswordForm(), user=user)


@bp.post("/welcome/<token:token>")
@by_link("password")
def choose_password(token: str) -> Page:
    """Save the password; the link is used up."""
    user = services.find_by_link(token, secret=_secret())
    form = NewPasswordForm()
    with form.saving(lambda: render_template("accounts/welcome.html", form=form, user=user)):
        services.choose_password(user, new=str(form.password.data))
    flash(gettext("Your password is saved. Sign in with it."), "success")
    return redirect(url_for("accounts.sign_in_form"))


def _profile_page(form: ProfileForm) -> str:
    return render_template("accounts/profile.html", form=form, role_names=ROLE_NAMES)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _me() -> User:
    found: User = current_user._get_current_object()
    return found
