"""A forgotten password: a letter with a link, and the page that it leads to."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from workshops.accounts import services
from workshops.accounts.forms import ForgottenForm, NewPasswordForm
from workshops.accounts.rules import LETTER_LASTS
from workshops.accounts.services import renewing
from workshops.accounts.views.session import Page, bp, guesses_at
from workshops.core.actor import ANONYMOUS
from workshops.core.db import transaction
from workshops.web import limits
from workshops.web.access import by_link, public

LETTERS = 3  # within the time that a letter's link works: whoever asks more often has one


@bp.get("/forgotten-password")
@public
def forgotten_form() -> str:
    """Ask for the address."""
    return render_template("accounts/forgotten.html", form=ForgottenForm(), sent=False)


@bp.post("/forgotten-password")
@public
def send_letter() -> Page:
    """Mail a link to the address, if it has an account; the answer is always the same."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgotten.html", form=form, sent=False), 422
    address = str(form.email.data).lower()
    if limits.within(f"new-password:{address}", LETTERS, int(LETTER_LASTS.total_seconds())):
        with transaction():
            renewing.send_password_letter(ANONYMOUS, address=address)
    return render_template("accounts/forgotten.html", form=form, sent=True)


@bp.get("/new-password/<token:token>")
@by_link(renewing.PURPOSE)
def new_password_form(token: str) -> str:
    """Choose a password by a mailed link."""
    user = renewing.get_by_letter(token)
    return render_template("accounts/welcome.html", form=NewPasswordForm(), user=user)


@bp.post("/new-password/<token:token>")
@by_link(renewing.PURPOSE)
def save_new_password(token: str) -> Page:
    """Save the password; every session of the account ends, and the link is used up."""
    user, form = renewing.get_by_letter(token), NewPasswordForm()
    with form.saving(lambda: render_template("accounts/welcome.html", form=form, user=user)):
        services.choose_password(user, new=str(form.password.data))
        guesses_at(user.email).forgive()
    flash(gettext("Your password is saved. Sign in with it."), "success")
    return redirect(url_for("accounts.sign_in_form"))
