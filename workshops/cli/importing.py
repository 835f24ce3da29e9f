"""Bringing in what was gathered elsewhere."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from babel import Locale
from babel.core import UnknownLocaleError
from flask.cli import with_appcontext

from workshops.core.actor import COMMAND_LINE
from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.engagements.queries import get_engagement
from workshops.expectations.services import polis as services
from workshops.expectations.services.polis import BadRows, Report, Wish
from workshops.planning.queries import get_workshop

SHOWN_FAULTS = 20


@click.group(name="import", help="Bring in what was gathered elsewhere.")
def importing() -> None:
    """Conversations from other tools."""


@importing.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--engagement", required=True, help="The id in the engagement's address.")
@click.option("--workshop", help="The id in the address of the workshop it belongs to.")
@click.option("--language", default="en", show_default=True, help="Of the statements: en, da, …")
@click.option("--quotable", is_flag=True, help="The terms people wrote under allow quoting them.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@with_appcontext
def polis(
    folder: Path,
    engagement: str,
    workshop: str | None,
    language: str,
    quotable: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring in the export of a Polis conversation, all of it or nothing; can be repeated."""
    _check_language(language)
    try:
        conversation = services.read_folder(folder)
        with transaction():
            wish = Wish(
                language=language,
                workshop=get_workshop(COMMAND_LINE, workshop) if workshop else None,
                quotable=quotable,
                dry_run=dry_run,
            )
            report = services.import_polis(
                COMMAND_LINE,
                engagement=get_engagement(COMMAND_LINE, engagement),
                conversation=conversation,
                wish=wish,
            )
    except BadRows as bad:
        _say_faults(bad, as_json)
        raise SystemExit(1) from bad
    except Problem as problem:
        raise click.ClickException(str(problem)) from problem
    _say(report, dry_run, as_json)


def _check_language(language: str) -> None:
    try:
        Locale(language)
    except (UnknownLocaleError, ValueError) as wrong:
        raise click.BadParameter(f"'{language}' is not a language.") from wrong


def _say_faults(bad: BadRows, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"faults": [asdict(f) for f in bad.faults]}, ensure_ascii=False))
        return
    click.echo(str(bad), err=True)
    for fault in bad.faults[:SHOWN_FAULTS]:
        value = f" “{fault.value}”" if fault.value else ""
        column = f", column {fault.column}" if fault.column else ""
        click.echo(f"{fault.file}, row {fault.row}{column}:{value} {fault.rule}", err=True)
    if len(bad.faults) > SHOWN_FAULTS:
        click.echo(f"… and {len(bad.faults) - SHOWN_FAULTS} more", err=True)


def _say(report: Report, dry_run: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**asdict(report), "dry_run": dry_run}, ensure_ascii=False))
        return
    groups = ", ".join(f"{name} ({size})" for name, size in report.groups.items()) or "none"
    click.echo(report.topic)
    click.echo(
        f"{report.new} new notes{' would come in' if dry_run else ''}, {report.known} known, "
        f"{report.excluded} moderated out, {report.hidden} hidden since"
    )
    click.echo(f"{report.authors} authors, {report.voters} voters, {report.votes} votes")
    click.echo(f"Viewpoint groups: {groups}")
    if report.unreviewed:
        click.echo(f"{report.unreviewed} were never looked at by a moderator")
    if report.flagged:
        click.echo(f"{report.flagged} may hold a name, an address, an e-mail or a telephone number")
