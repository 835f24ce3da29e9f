"""Catalogues: one .po a slice, brought up to date from the source and compiled into one .mo."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "workshops" / "translations" / "da" / "LC_MESSAGES"
SHELL = ("app", "core", "web", "layouts", "macros", "shared", "errors", "design")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "N_": None,
    "pgettext": ((1, "c"), 2),
    "tell": None,
    "tell_n": (1, 2),
}
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)  # a date that changed would be a conflict in every merge
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}}


def areas() -> dict[str, list[Path]]:
    """Which folders each catalogue speaks for; what all slices share is the shell's."""
    found: dict[str, list[Path]] = {}
    for parent in (ROOT / "workshops", ROOT / "templates"):
        for folder in sorted(p for p in parent.iterdir() if p.is_dir()):
            if folder.name not in ("migrations", "translations", "__pycache__"):
                name = "shell" if folder.name in SHELL else folder.name
                found.setdefault(name, []).append(folder)
    return found


def source(folders: list[Path]) -> Catalog:
    """The message ids that the source in `folders` asks for now."""
    catalog = Catalog()
    for folder in folders:
        for file, _line, ids, comments, context in extract_from_dir(
            folder, METHODS, OPTIONS, KEYWORDS, ("i18n:",)
        ):
            place = (str((folder / file).relative_to(ROOT)), 1)
            catalog.add(ids, locations=[place], auto_comments=comments, context=context)
    return catalog


def stored(area: str) -> Catalog:
    """The Danish catalogue of an area as it stands in the repository."""
    path = FOLDER / f"{area}.po"
    if not path.exists():
        return Catalog(locale="da", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="da")


def wanting(area: str, folders: list[Path]) -> Iterator[str]:
    """What is wrong with a catalogue: missing, left over, fuzzy or with other placeholders."""
    have, want = stored(area), source(folders)
    for message in want:
        if message.id and not _translated(have.get(message.id, message.context)):
            yield f"{area}: not translated: {message.id!r}"
    for message in have:
        if message.id and want.get(message.id, message.context) is None:
            yield f"{area}: no longer used: {message.id!r}"
        if message.fuzzy and message.id:
            yield f"{area}: fuzzy: {message.id!r}"
        for fault in message.check(have):
            yield f"{area}: {message.id!r}: {fault}"


def compile_all() -> None:
    """Write messages.mo. Raises ValueError when two catalogues say the same thing differently."""
    whole = Catalog(locale="da", charset="utf-8")
    for path in sorted(FOLDER.glob("*.po")):
        for message in stored(path.stem):
            known = whole.get(message.id, message.context) if message.id else None
            if known is not None and known.string != message.string:
                raise ValueError(f"{path.name}: {message.id!r} is translated otherwise elsewhere")
            if message.id and _translated(message):
                whole.add(message.id, message.string, context=message.context)
    with (FOLDER / "messages.mo").open("wb") as file:
        write_mo(file, whole)


def _translated(message: Message | None) -> bool:
    if message is None:
        return False
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(strings)


@click.group(help="Translations.")
def messages() -> None:
    """Keep the Danish catalogues in step with the source."""


@messages.command()
def update() -> None:
    """Add new message ids, drop unused ones, take over what another slice has translated."""
    elsewhere = {
        (m.id if isinstance(m.id, str) else m.id[0], m.context): m.string
        for area in areas()
        for m in stored(area)
        if m.id and _translated(m)
    }
    for area, folders in areas().items():
        catalog, template = stored(area), source(folders)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.creation_date = MADE_AT
        for message in catalog:
            key = (message.id if isinstance(message.id, str) else message.id[0], message.context)
            if message.id and not _translated(message) and key in elsewhere:
                message.string = elsewhere[key]
        if len(catalog):
            with (FOLDER / f"{area}.po").open("wb") as file:
                write_po(file, catalog, sort_output=True, omit_header=False, include_lineno=False)


@messages.command(name="compile")
def compile_() -> None:
    """Compile every catalogue into the one that the product reads."""
    compile_all()


@messages.command()
def check() -> None:
    """Fail when a message is missing, left over or fuzzy."""
    faults = [fault for area, folders in areas().items() for fault in wanting(area, folders)]
    for fault in faults:
        click.echo(fault)
    raise SystemExit(1 if faults else 0)
