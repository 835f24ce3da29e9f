"""`lab mail receive`: one message from standard input, as a mail server hands it over."""

import json
import re
import sys
from dataclasses import asdict
from typing import BinaryIO

import click

from workshops.core.db import AWAY
from workshops.invitations.services.receiving import receive as handle
from workshops.mail.intake import Verdict, deliver, deliver_unread, is_too_large
from workshops.mail.structure import HEAD_BYTES, LIMIT_BYTES

TRY_LATER = 75
CHUNK = 64 * 1024


@click.command()
def receive() -> None:
    """Take one message from standard input and print what became of it as JSON.

    Ends with 0 when the message was taken care of, whatever the verdict, and with 75 when the
    database is away: the mail server keeps the message then and tries again.
    """
    raw, size = _read(sys.stdin.buffer)
    if not raw.strip():
        raise click.UsageError("There is no message on standard input.")
    try:
        verdict = _delivered(raw, size)
    except AWAY:
        click.echo("The database cannot be reached. Try again later.", err=True)
        raise click.exceptions.Exit(TRY_LATER) from None
    click.echo(json.dumps(asdict(verdict)))


def _delivered(raw: bytes, size: int) -> Verdict:
    if is_too_large(size):
        return deliver_unread(re.split(rb"\r?\n\r?\n", raw[:HEAD_BYTES], maxsplit=1)[0], size)
    return deliver(raw, handle)


def _read(stream: BinaryIO) -> tuple[bytes, int]:
    """A message as far as it may be read, and its size; nothing is left in the pipe."""
    raw = stream.read(LIMIT_BYTES + 1)
    size = len(raw)
    while chunk := stream.read(CHUNK):
        size += len(chunk)
    return raw, size
