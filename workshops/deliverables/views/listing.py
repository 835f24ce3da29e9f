"""The deliverables of an engagement: what there is, what can be made, the list for the journal."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.errors import NotAllowed, NotFound
from workshops.core.text import N_
from workshops.deliverables import permissions, queries
from workshops.deliverables.queries.cases import CaseRow, list_case
from workshops.deliverables.queries.versions import list_flagged
from workshops.deliverables.services.gathering import gates
from workshops.deliverables.views.blueprint import bp
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.tables.writing import CSV_TYPE, write_csv
from workshops.web.access import current_actor, needs
from workshops.web.downloads import download
from workshops.web.language import language, local_day


@bp.get("/engagements/<id:engagement_id>/deliverables")
@needs("R", "deliverable")
def of_engagement(engagement_id: str) -> str:
    """Drafts and issued versions, and what can be made now."""
    actor, engagement = current_actor(), _engagement(engagement_id)
    may_make = permissions.can_make_drafts(actor, engagement)
    return render_template(
        "deliverables/list.html",
        engagement=engagement,
        drafts=queries.list_deliverables(actor, engagement),
        versions=queries.list_versions_of(engagement),
        flagged={version.id for version in list_flagged(engagement)},
        gates=gates(engagement, language(), local_day(clock.now())) if may_make else {},
        may_export=permissions.can_export_drafts(actor, engagement),
        may_see_packs=permissions.can_see_packs(actor, engagement),
        may_make_packs=permissions.can_make_packs(actor, engagement),
    )


@bp.get("/engagements/<id:engagement_id>/case-list")
@needs("X", "deliverable")
def case_list(engagement_id: str) -> Response:
    """Every document of the engagement with its date and description, for the journal."""
    engagement = _engagement(engagement_id)
    if not permissions.can_export_drafts(current_actor(), engagement):
        raise NotAllowed(N_("You may read this, but not change it."))
    header = [_("Date"), _("Description"), _("Journal number"), _("Kind"), _("State")]
    rows = [_cells(row) for row in list_case(engagement)]
    content = write_csv([*header, _("Version"), "SHA-256"], rows)
    return download(content, f"documents-{local_day(clock.now()).isoformat()}.csv", CSV_TYPE)


def _cells(row: CaseRow) -> tuple[str, ...]:
    state = _("Final") if row.final else _("Not final")
    kind = _(row.kind.label)
    said = (row.on.isoformat(), row.description, row.journal_number, kind, state)
    return (*said, row.version, row.sha256)


def _engagement(engagement_id: str) -> Engagement:
    """An engagement whose drafts the reader may see. Raises NotFound."""
    engagement = get_engagement(current_actor(), engagement_id)
    if not permissions.can_see_drafts(current_actor(), engagement):
        raise NotFound(N_("There is no such engagement."))
    return engagement
