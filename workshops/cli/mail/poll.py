"""`lab mail poll`: what is new in the mailbox that IMAP_URL names."""

import json

import click
from flask import current_app

from workshops.core.config import Settings
from workshops.invitations.services.receiving import receive as handle
from workshops.mail.imap import Unreachable, mailbox_of
from workshops.mail.imap import poll as read_new


@click.command()
def poll() -> None:
    """Take what is new in the mailbox and print how many messages that were, as JSON.

    The worker does the same every minute.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.imap_url:
        raise click.UsageError("WORKSHOPS_IMAP_URL is not set.")
    try:
        taken = read_new(mailbox_of(settings.imap_url), handle)
    except Unreachable as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(json.dumps({"taken": taken}))
