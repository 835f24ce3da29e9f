"""`lab mail interop`: the canonical messages, for a person who looks at them in real programs."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from workshops.accounts.models import User
from workshops.accounts.queries import list_staff
from workshops.cli.mail import trial as story
from workshops.cli.mail.trial_days import ROOM, TITLE, begin
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.config import Settings
from workshops.core.db import db, transaction
from workshops.core.errors import Problem
from workshops.engagements.models import Engagement
from workshops.engagements.services.records import delete_engagement
from workshops.mail.models import Letter, LetterState
from workshops.mail.rules import check_address
from workshops.mail.sender import send_one
from workshops.people.models import Organisation
from workshops.planning.models import Room, Workshop
from workshops.planning.services.rooms import delete_room

MOST_ADDRESSES = 12
PATIENCE = 240
PAUSE_SECONDS = 0.25
WAITING = (LetterState.QUEUED, LetterState.SENDING)


@dataclass(frozen=True)
class Message:
    """One of the canonical messages: its number in docs/interop.md and how it comes about."""

    number: int
    name: str
    step: story.Step


MESSAGES = (
    Message(1, "invitation in Danish", story.invite_in_danish),
    Message(2, "invitation in English, long Danish title, emoji", story.invite_in_english),
    Message(3, "hybrid, with a link to join", story.invite_to_hybrid),
    Message(4, "online only", story.invite_online),
    Message(5, "update of the time", story.move),
    Message(6, "update of the text only", story.rewrite),
    Message(7, "second day of a series", story.add_day),
    Message(8, "on the waiting list", story.put_on_waiting_list),
    Message(9, "a seat from the waiting list", story.promote),
    Message(10, "day kept free by a date poll", story.hold),
    Message(11, "cancellation", story.call_off),
    Message(12, "another time proposed, and declined", story.decline_proposals),
)


@click.command()
@click.argument("addresses", nargs=-1)
@click.option("--manager", help="The account that the invitations are from.")
@click.option("--remove", is_flag=True, help="Call off and delete what earlier trials left.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@with_appcontext
def interop(addresses: tuple[str, ...], manager: str | None, remove: bool, as_json: bool) -> None:
    """Send the canonical messages to ADDRESSES, from invented workshops that can be removed."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        if remove:
            _report([_remove()], as_json)
            return
        _check(addresses, settings)
        _report(_send(addresses, _manager(manager)), as_json)
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem


def _send(addresses: tuple[str, ...], manager: User) -> list[str]:
    with transaction():
        trial = begin(manager, _agency(), addresses)
    told = []
    for message in MESSAGES:
        with transaction():
            message.step(trial)
        _hand_over(trial.engagement.id)
        told.append(f"{message.number}. {message.name}")
    return told


def _hand_over(engagement_id: int) -> None:
    """Send until nothing of the trial waits, so that no update overtakes what it changes."""
    for _round in range(PATIENCE):
        while send_one():
            pass
        waiting = db.session.scalars(
            select(Letter)
            .where(Letter.engagement_id == engagement_id, Letter.state.in_(WAITING))
            .order_by(Letter.id)
        ).all()
        failed = [each.last_error for each in waiting if each.last_error]
        db.session.rollback()
        if failed:
            raise click.ClickException(
                f"The mail server does not take the letters now: {failed[0]}\n"
                "The worker goes on trying. Take the trial away with --remove."
            )
        if not waiting:
            return
        time.sleep(PAUSE_SECONDS)
    raise click.ClickException("Another worker holds the letters. Look at Lab › Outbox.")


def _remove() -> str:
    """End every trial; guests get cancellations of what is still in their calendars."""
    with transaction():
        trials = db.session.scalars(
            select(Engagement)
            .where(Engagement.name == TITLE, Engagement.deleted_at.is_(None))
            .order_by(Engagement.id)
        ).all()
        for engagement in trials:
            for workshop in _workshops(engagement):
                story.end(workshop)
            delete_engagement(COMMAND_LINE, engagement=engagement)
        rooms = db.session.scalars(
            select(Room).where(Room.name == ROOM.name, Room.deleted_at.is_(None))
        ).all()
        for room in rooms:
            delete_room(COMMAND_LINE, room=room)
    for engagement in trials:
        _hand_over(engagement.id)
    return f"Trials removed: {len(trials)}"


def _workshops(engagement: Engagement) -> Sequence[Workshop]:
    return db.session.scalars(
        select(Workshop)
        .where(Workshop.engagement_id == engagement.id, Workshop.deleted_at.is_(None))
        .order_by(Workshop.id)
    ).all()


def _check(addresses: tuple[str, ...], settings: Settings) -> None:
    if not settings.smtp_url:
        raise click.ClickException(
            "SMTP_URL is not set, so nothing would leave the Outbox. Set it, then try again."
        )
    if not 1 <= len(addresses) <= MOST_ADDRESSES:
        raise click.UsageError(f"Name one to {MOST_ADDRESSES} addresses of your own.")
    for address in addresses:
        check_address(address)


def _manager(email: str | None) -> User:
    staff = list_staff(Role.PROJECT_MANAGER, Role.ADMINISTRATOR)
    found = [user for user in staff if email is None or user.email == email.lower()]
    if not found:
        raise click.ClickException("There is no such project manager. See lab user create.")
    return found[0]


def _agency() -> Organisation:
    found = db.session.scalars(select(Organisation).order_by(Organisation.id).limit(1)).first()
    if found is None:
        raise click.ClickException("There are no organisations yet. Run lab init first.")
    return found


def _report(told: list[str], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"done": told}, ensure_ascii=False))
        return
    for line in told:
        click.echo(line)
