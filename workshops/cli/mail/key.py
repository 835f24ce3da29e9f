"""`lab mail dkim-key`: a key to sign letters with, and the DNS record that publishes it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from workshops.core.config import Settings
from workshops.mail.signing import LEAST_BITS, SELECTOR, public_key

BY_HAND = f"openssl genrsa -out FILE {LEAST_BITS}"


@click.command(name="dkim-key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--selector", default="samskab1", show_default=True, help="The name of the key.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@with_appcontext
def dkim_key(file: Path, selector: str, as_json: bool) -> None:
    """Make a key in FILE, unless one is there, and print the DNS record that publishes it."""
    if not SELECTOR.fullmatch(selector):
        raise click.BadParameter("It must be a name such as samskab1.", param_hint="--selector")
    if not file.exists():
        _write(file, make_key())
    key = public_key(file.read_bytes())
    if key is None:
        raise click.ClickException(f"{file} holds no private RSA key in PEM.")
    settings: Settings = current_app.config["SETTINGS"]
    name = f"{selector}._domainkey.{settings.rsvp_address.rpartition('@')[2]}"
    if as_json:
        click.echo(json.dumps({"name": name, "type": "TXT", "text": key.record}))
        return
    click.echo(f"Write this TXT record into DNS:\n\n{name}. TXT {quoted(key.record)}\n")
    click.echo("Then set, and start anew:\n")
    click.echo(f"WORKSHOPS_DKIM_SELECTOR={selector}\nWORKSHOPS_DKIM_KEY_FILE={file.resolve()}")


def make_key(bits: int = LEAST_BITS) -> bytes:
    """A new private key in PEM, made by openssl. Raises ClickException where that is missing."""
    program = shutil.which("openssl")
    if program is None:
        raise click.ClickException(f"openssl is not installed here. Where it is: {BY_HAND}")
    made = subprocess.run(  # noqa: S603 - a fixed command with a number
        [program, "genrsa", str(bits)], capture_output=True, check=True
    )
    return made.stdout


def quoted(text: str) -> str:
    """A TXT record as zone files want it: in pieces of at most 255 characters."""
    return " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))


def _write(file: Path, content: bytes) -> None:
    """Only the one who runs this may read the file."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as out:
        out.write(content)
