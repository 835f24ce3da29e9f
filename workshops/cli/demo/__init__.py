"""The invented lab that a demo instance begins with, and how it is taken away again."""

import click
from flask import current_app

from workshops.cli.demo import ledger, load
from workshops.cli.reindex import rebuild
from workshops.core.db import transaction


@click.group(help="Invented data for trying the product out.")
def demo() -> None:
    """Demo data exists only where WORKSHOPS_ENV is demo."""
    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("Demo data is for WORKSHOPS_ENV=demo only.")


@demo.command(name="load")
def load_() -> None:
    """Load the invented lab into an instance that has no accounts yet."""
    with transaction():
        loaded = load.load_story()
        if loaded:
            rebuild()
    click.echo("The demo lab is loaded." if loaded else "There are accounts already; nothing done.")


@demo.command()
def remove() -> None:
    """Take the invented lab away, with everything that hangs on it."""
    with transaction():
        rows = ledger.remove_all()
        rebuild()
    click.echo(f"{rows} rows of demo data are removed.")
