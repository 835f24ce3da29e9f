"""What a search finds as a file: every hit, the newest first, written while it is read."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Response, current_app, stream_with_context
from flask_babel import gettext as _

from workshops.core.text import N_
from workshops.library.queries import Agency, all_agencies
from workshops.library.views.asking import asked_here
from workshops.library.views.blueprint import bp
from workshops.library.views.words import code_label, hit_url
from workshops.search import queries as search
from workshops.search.queries import Facet, Hit
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, stream_csv, write_xlsx
from workshops.web.access import current_actor, needs
from workshops.web.downloads import download

NAME = "library"
COLUMNS = (
    N_("Title"),
    N_("Kind"),
    N_("Agency"),
    N_("Level of government"),
    N_("Policy area"),
    N_("Stage"),
    N_("Outcome"),
    N_("Evidence level"),
    N_("Date"),
    N_("Language"),
    N_("Extract"),
    N_("Address"),
)


@bp.get("/search.csv")
@needs("X", "library")
def export_csv() -> Response:
    """For Danish Excel."""
    rows = stream_with_context(stream_csv(_header(), _rows()))
    return download(rows, f"{NAME}.csv", CSV_TYPE)


@bp.get("/search.xlsx")
@needs("X", "library")
def export_xlsx() -> Response:
    """A workbook."""
    return download(write_xlsx(NAME, _header(), _rows(), large=True), f"{NAME}.xlsx", XLSX_TYPE)


@bp.get("/search.json")
@needs("X", "library")
def export_json() -> Response:
    """For other programs: codes, not words."""
    return download(stream_with_context(_json()), f"{NAME}.json", "application/json")


def _hits() -> Iterator[Hit]:
    return search.find_all(current_actor(), asked_here().wish)


def _header() -> list[str]:
    return [_(column) for column in COLUMNS]


def _rows() -> Iterator[list[str]]:
    agencies = all_agencies()
    return (_row(hit, agencies) for hit in _hits())


def _row(hit: Hit, agencies: dict[int, Agency]) -> list[str]:
    return [
        hit.title_text,
        code_label(Facet.KIND, hit.kind),
        agencies[hit.organisation_id].name if hit.organisation_id in agencies else "",
        code_label(Facet.LEVEL, hit.level),
        code_label(Facet.POLICY_AREA, hit.policy_area),
        code_label(Facet.STAGE, hit.stage),
        code_label(Facet.OUTCOME, hit.outcome),
        str(hit.evidence_level or ""),
        hit.happened_on.isoformat(),
        hit.language,
        _extract(hit),
        _address(hit),
    ]


def _json() -> Iterator[str]:
    agencies = all_agencies()
    between = "[\n"
    for hit in _hits():
        yield between + json.dumps(_record(hit, agencies), ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _record(hit: Hit, agencies: dict[int, Agency]) -> dict[str, Any]:
    agency = agencies.get(hit.organisation_id or 0)
    return {
        "kind": hit.kind,
        "id": hit.public_id,
        "title": hit.title_text,
        "language": hit.language,
        "agency": {"id": agency.public_id, "name": agency.name} if agency else None,
        "level": hit.level,
        "policy_area": hit.policy_area,
        "stage": hit.stage,
        "outcome": hit.outcome,
        "evidence_level": hit.evidence_level,
        "date": hit.happened_on.isoformat(),
        "extract": _extract(hit),
        "address": _address(hit),
    }


def _extract(hit: Hit) -> str:
    return "".join(segment.text for segment in hit.snippet)


def _address(hit: Hit) -> str:
    return str(current_app.config["SETTINGS"].base_url) + hit_url(hit)
