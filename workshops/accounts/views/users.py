"""Accounts, for administrators."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext

from workshops.accounts import queries, services
from workshops.accounts.forms import ROLE_NAMES, RoleForm, UserFilterForm, UserForm
from workshops.accounts.models import User
from workshops.accounts.rules import LINK_LASTS
from workshops.accounts.views.session import Page, bp
from workshops.activity.queries import list_for_record
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import transaction
from workshops.core.deadlines import last_moment
from workshops.core.errors import Problem
from workshops.web import pages
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked_form


@bp.get("/lab/users")
@needs("R", "user")
def users() -> Page:
    """Every account."""
    form = UserFilterForm(asked_form())
    chosen, order = pages.sorting(
        {"name": User.name_sort, "email": User.email, "seen": User.signed_in_at}, "name"
    )
    found = queries.search_users(current_actor(), form.q.data or "", form.role.data or "")
    return render_template(
        "accounts/users.html",
        form=form,
        sorting=chosen,
        pagination=pages.paginate(found.order_by(order, User.id)),
        filtered=bool(form.q.data or form.role.data),
        role_names=ROLE_NAMES,
    )


@bp.get("/lab/users/new")
@needs("C", "user")
def new_user() -> Page:
    """A form for a new account."""
    return render_template("accounts/new_user.html", form=UserForm())


@bp.post("/lab/users/new")
@needs("C", "user")
def create_user() -> Page:
    """Open an account and go to its page, where its link is made."""
    form = UserForm()
    with form.saving(lambda: render_template("accounts/new_user.html", form=form)):
        details = services.Details(
            str(form.name.data),
            str(form.email.data),
            Role(form.role.data),
            form.language.data,
            current_app.config["SETTINGS"].timezone,
        )
        user = services.create_account(current_actor(), details)
    flash(gettext("The account is open. Now make the link for its first password."), "success")
    return redirect(url_for("accounts.user", user_id=user.public_id))


@bp.get("/lab/users/<id:user_id>")
@needs("R", "user")
def user(user_id: str) -> Page:
    """One account."""
    found = queries.get_user(current_actor(), user_id)
    return _user_page(found, RoleForm(role=found.role.value))


@bp.post("/lab/users/<id:user_id>/role")
@needs("U", "user")
def change_role(user_id: str) -> Page:
    """Give the account another role."""
    form = RoleForm()
    found = queries.get_user(current_actor(), user_id)
    with form.saving(lambda: _user_page(found, form)):
        services.change_role(current_actor(), found, role=Role(form.role.data))
    flash(gettext("The role is changed."), "success")
    return redirect(url_for("accounts.user", user_id=user_id))


@bp.post("/lab/users/<id:user_id>/disable")
@needs("U", "user")
def disable_user(user_id: str) -> Page:
    """Shut the account."""
    found = queries.get_user(current_actor(), user_id)
    try:
        with transaction():
            services.disable_account(current_actor(), found)
    except Problem as problem:
        form = RoleForm(formdata=None, role=found.role.value)
        form.put(problem)
        return _user_page(found, form), problem.status
    flash(gettext("The account is shut and signed out everywhere."), "success")
    return redirect(url_for("accounts.user", user_id=user_id))


@bp.post("/lab/users/<id:user_id>/enable")
@needs("U", "user")
def enable_user(user_id: str) -> Page:
    """Open the account again."""
    found = queries.get_user(current_actor(), user_id)
    with transaction():
        services.enable_account(current_actor(), found)
    flash(gettext("The account is open again."), "success")
    return redirect(url_for("accounts.user", user_id=user_id))


@bp.post("/lab/users/<id:user_id>/link")
@needs("U", "user")
def make_link(user_id: str) -> Page:
    """Show, this once, a link with which the person chooses a password."""
    found = queries.get_user(current_actor(), user_id)
    with transaction():
        token = services.make_link(
            current_actor(), found, secret=str(current_app.config["SECRET_KEY"])
        )
    link = current_app.config["SETTINGS"].base_url + url_for("accounts.welcome", token=token)
    return _user_page(found, RoleForm(formdata=None, role=found.role.value), link)


def _user_page(user: User, form: RoleForm, link: str = "") -> str:
    return render_template(
        "accounts/user.html",
        user=user,
        form=form,
        link=link,
        until=last_moment(clock.now() + LINK_LASTS),
        role_names=ROLE_NAMES,
        happened=list_for_record(user),
    )
