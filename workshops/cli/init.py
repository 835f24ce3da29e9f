"""Preparing an installation."""

import click

from workshops.core.actor import COMMAND_LINE
from workshops.core.db import transaction
from workshops.engagements import services as engagements
from workshops.people import services as people
from workshops.planning.services import methods


@click.command(
    help="Add the organisations, disciplines, skills, goals and methods that ship with the product."
)
def init() -> None:
    """Load standing data; can be repeated."""
    with transaction():
        people.load_standing_data(COMMAND_LINE)
        engagements.load_standing_goals(COMMAND_LINE)
        methods.load_standing_methods(COMMAND_LINE)
    click.echo("Standing data is in place.")
