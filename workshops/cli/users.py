"""Accounts from a shell: to the first administrator, and back in when nobody can sign in."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from workshops.accounts import queries, rules, services
from workshops.accounts.models import User
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.config import LANGUAGES, Settings
from workshops.core.db import transaction
from workshops.core.errors import Problem

ROLES = click.Choice([role.value for role in Role])
as_json = click.option("--json", "as_json", is_flag=True, help="Report as JSON.")


@click.group(help="Accounts of those who sign in.")
def user() -> None:
    """Create, disable, change the role."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=ROLES, required=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="da", show_default=True)
@as_json
@with_appcontext
def create(email: str, name: str, role: str, language: str, as_json: bool) -> None:
    """Open an account and print the link with which its owner chooses a password."""
    settings: Settings = current_app.config["SETTINGS"]
    secret = str(current_app.config["SECRET_KEY"])
    details = services.Details(name, email, Role(role), language, settings.timezone)
    try:
        with transaction():
            made = services.create_account(COMMAND_LINE, details)
            token = services.make_link(COMMAND_LINE, made, secret=secret)
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem
    _report(made, as_json, link=f"{settings.base_url}/welcome/{token}")


@user.command()
@click.argument("email")
@as_json
@with_appcontext
def disable(email: str, as_json: bool) -> None:
    """Shut an account and end its sessions."""
    found = _account(email)
    try:
        with transaction():
            services.disable_account(COMMAND_LINE, found)
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem
    _report(found, as_json)


@user.command(name="role")
@click.argument("email")
@click.argument("role", type=ROLES)
@as_json
@with_appcontext
def change_role(email: str, role: str, as_json: bool) -> None:
    """Give an account another role and end its sessions."""
    found = _account(email)
    try:
        with transaction():
            services.change_role(COMMAND_LINE, found, role=Role(role))
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem
    _report(found, as_json)


def _account(email: str) -> User:
    found = queries.find_by_email(email)
    if found is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    return found


def _report(found: User, as_json: bool, link: str | None = None) -> None:
    state = "open" if found.is_active else "disabled"
    facts = {"email": found.email, "name": found.name, "role": found.role.value, "state": state}
    if as_json:
        click.echo(json.dumps(facts | ({"link": link} if link else {}), ensure_ascii=False))
        return
    click.echo(f"{found.name} <{found.email}>: {found.role.value}, {state}")
    if link:
        days = rules.LINK_LASTS.days
        click.echo(f"Link to choose a password, for {days} days, to be used once:\n{link}")
