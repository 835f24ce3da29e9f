"""The lab's ledger: where every recommendation stands, by status and by agency."""

from collections.abc import Sequence

from flask import Response, render_template
from flask_babel import gettext as _

from workshops.adoption import permissions, queries
from workshops.adoption.models import Adoption, Status
from workshops.adoption.queries import ledger as reads
from workshops.adoption.queries.ledger import Row
from workshops.adoption.views.blueprint import bp, today, wanted
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked
from workshops.web.downloads import download
from workshops.web.pages import here, paginate, sorting

COLUMNS = {
    "begun": Adoption.begun_on,
    "agency": queries.AGENCY,
    "status": Adoption.status,
}


@bp.get("/library/adoption")
@needs("R", "adoption")
def ledger() -> str:
    """Counts by status and agency, and every recommendation."""
    actor = current_actor()
    rows = reads.list_by_organisation(actor)
    order, column = sorting(COLUMNS, "-begun")
    wish = wanted(_below(rows))
    found = queries.search_adoptions(actor, wish, today())
    return render_template(
        "adoption/ledger.html",
        rows=rows,
        counts=reads.count_by_status(actor),
        page=paginate(found.order_by(column, Adoption.id)),
        order=order,
        wanted=wish,
        organisation=asked("organisation"),
        statuses=Status,
        today=today(),
        here=here,
        may_export=permissions.can_export(actor),
    )


@bp.get("/library/adoption.xlsx")
@needs("X", "adoption")
def ledger_xlsx() -> Response:
    """What the list shows now, as a workbook."""
    return download(write_xlsx("adoption", *_exported()), "adoption.xlsx", XLSX_TYPE)


@bp.get("/library/adoption.csv")
@needs("X", "adoption")
def ledger_csv() -> Response:
    """What the list shows now, as Danish Excel opens it."""
    return download(write_csv(*_exported()), "adoption.csv", CSV_TYPE)


def _below(rows: Sequence[Row]) -> frozenset[int] | None:
    wish = asked("organisation")
    chosen = [row.organisation for row in rows if row.organisation.public_id == wish]
    return reads.below(chosen[0], rows) if chosen else None


def _exported() -> tuple[list[str], list[list[str]]]:
    actor = current_actor()
    require(permissions.can_export(actor))
    wish = wanted(_below(reads.list_by_organisation(actor)))
    found = queries.search_adoptions(actor, wish, today())
    header = [
        _("Agency"),
        _("Engagement"),
        _("Document"),
        _("No."),
        _("Recommendation"),
        _("Status"),
        _("Reason, or what is changed"),
        _("Where it is in use"),
        _("In use from"),
        _("Responsible"),
        _("Begun"),
    ]
    query = found.order_by(queries.AGENCY, Adoption.begun_on, Adoption.id)
    return header, [_line(adoption) for adoption in queries.read_all(query)]


def _line(adoption: Adoption) -> list[str]:
    recommendation = adoption.recommendation
    return [
        adoption.engagement.organisation.name,
        adoption.engagement.name,
        recommendation.issued.title,
        str(recommendation.number),
        recommendation.text,
        _(adoption.status.label),
        adoption.reason,
        adoption.place,
        adoption.in_use_on.isoformat() if adoption.in_use_on else "",
        ", ".join(part for part in (adoption.owner_name, adoption.owner_title) if part),
        adoption.begun_on.isoformat(),
    ]
