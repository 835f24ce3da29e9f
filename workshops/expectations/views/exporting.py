"""The notes that a list shows, as files. Hidden and withdrawn ones are in none of them."""

import json
from dataclasses import replace
from typing import Any

from flask import Response
from flask_babel import gettext as _

from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.engagements.queries import get_engagement
from workshops.expectations import permissions
from workshops.expectations.models import ExpectationNote, LegalBasis, NoteKind, SpeakerRole
from workshops.expectations.queries import notes as queries
from workshops.expectations.views.blueprint import bp
from workshops.expectations.views.notes import support_of, wanted_notes
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.access import current_actor, needs
from workshops.web.downloads import download
from workshops.web.pages import sorting

JSON_TYPE = "application/json"
LABELS = {
    "id": N_("Id"),
    "text": N_("Text"),
    "kind": N_("Kind"),
    "role": N_("Who speaks"),
    "segment": N_("Group of people"),
    "speaker": N_("Speaker's code"),
    "stage": N_("Stage of the service"),
    "touchpoint": N_("Touchpoint"),
    "workshop": N_("Workshop"),
    "block": N_("Agenda block"),
    "language": N_("Language"),
    "legal_basis": N_("Legal basis"),
    "quotable": N_("May be quoted"),
    "themes": N_("Themes"),
    "agrees": N_("Agree"),
    "disagrees": N_("Disagree"),
    "passes": N_("Pass"),
    "written_at": N_("Written"),
}
Row = dict[str, object]
WORDS: dict[str, Any] = {"kind": NoteKind, "role": SpeakerRole, "legal_basis": LegalBasis}


@bp.get("/engagements/<id:engagement_id>/notes/export.xlsx")
@needs("X", "note")
def export_xlsx(engagement_id: str) -> Response:
    """The notes as a workbook."""
    header, rows = _cells(_rows(engagement_id))
    return download(write_xlsx(_("Notes"), header, rows), "notes.xlsx", XLSX_TYPE)


@bp.get("/engagements/<id:engagement_id>/notes/export.csv")
@needs("X", "note")
def export_csv(engagement_id: str) -> Response:
    """The notes as Danish Excel opens them."""
    header, rows = _cells(_rows(engagement_id))
    return download(write_csv(header, rows), "notes.csv", CSV_TYPE)


@bp.get("/engagements/<id:engagement_id>/notes/export.json")
@needs("X", "note")
def export_json(engagement_id: str) -> Response:
    """The notes as JSON, with codes in place of words."""
    content = json.dumps({"notes": _rows(engagement_id)}, ensure_ascii=False, indent=2)
    return download(content.encode(), "notes.json", JSON_TYPE)


def _rows(engagement_id: str) -> list[Row]:
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    if not permissions.can_export_notes(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can export notes."))
    order, column = sorting(queries.COLUMNS, "-written")
    query = queries.listing(actor, engagement, replace(wanted_notes(), hidden=False))
    notes = db.session.scalars(queries.arranged(query, order.key, column)).all()
    themes, support = queries.themes_of(notes), support_of(notes)
    return [
        _row(note, [theme.statement for theme in themes.get(note.id, [])])
        | _votes(support.get(note.id))
        for note in notes
    ]


def _row(note: ExpectationNote, themes: list[str]) -> Row:
    return {
        "id": note.public_id,
        "text": note.text,
        "kind": note.kind.value,
        "role": note.speaker_role.value,
        "segment": note.segment,
        "speaker": note.speaker_code,
        "stage": note.stage,
        "touchpoint": note.touchpoint,
        "workshop": note.workshop.name if note.workshop else "",
        "block": note.block.title if note.block else "",
        "language": note.language,
        "legal_basis": note.legal_basis.value,
        "quotable": note.quotable,
        "themes": themes,
        "written_at": note.created_at.isoformat(),
    }


def _votes(support: tuple[object, object] | None) -> Row:
    tally = support[0] if support else None
    return {name: getattr(tally, name, None) for name in ("agrees", "disagrees", "passes")}


def _cells(rows: list[Row]) -> tuple[list[str], list[list[str]]]:
    return [_(label) for label in LABELS.values()], [
        [_said(name, row[name]) for name in LABELS] for row in rows
    ]


def _said(name: str, value: object) -> str:
    """A value as a person reads it in a cell."""
    if name in WORDS:
        return str(_(WORDS[name](value).label))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)
