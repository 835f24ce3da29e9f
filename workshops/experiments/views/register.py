"""The lists of experiments: one engagement's, the whole register, and both as files."""

from typing import Any

from flask import Response, render_template
from flask_babel import gettext as _
from sqlalchemy import Select

from workshops.accounts.permissions import may_ever
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.locale import number, short_day
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.policy_areas import policy_area_name, policy_areas
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision, ExperimentKind, ExperimentState
from workshops.experiments.queries.register import (
    SORTS,
    RegisterFilter,
    list_agencies,
    list_years,
    search_register,
)
from workshops.experiments.views.blueprint import bp
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked, asked_query
from workshops.web.downloads import download
from workshops.web.language import language
from workshops.web.pages import Sorting, paginate, sorting

FILTERS = tuple(RegisterFilter.__dataclass_fields__)
LEVELS = ("1", "2", "3", "4", "5")


@bp.get("/engagements/<id:engagement_id>/experiments")
@needs("R", "experiment")
def of_engagement(engagement_id: str) -> str:
    """The experiments of one engagement that the one who asks may read."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    order, query = _sorted(actor, RegisterFilter(engagement=engagement.public_id))
    return render_template(
        "experiments/of_engagement.html",
        engagement=engagement,
        page=paginate(query),
        sorting=order,
        may_plan=permissions.can_plan_experiments(actor, engagement),
        may_export=may_ever(actor, "X", "library"),
    )


@bp.get("/experiments")
@needs("R", "experiment")
def index() -> str:
    """The whole register, narrowed and sorted."""
    actor, wanted = current_actor(), _wanted()
    order, query = _sorted(actor, wanted)
    return render_template(
        "experiments/index.html",
        page=paginate(query),
        sorting=order,
        wanted=wanted,
        filters=_filters(actor),
        query=asked_query(),
        may_export=may_ever(actor, "X", "library"),
    )


@bp.get("/experiments/export.xlsx")
@needs("X", "library")
def export_xlsx() -> Response:
    """The experiments that the list shows now, as a workbook."""
    header, rows = _exported()
    return download(write_xlsx(_("Experiments"), header, rows), "experiments.xlsx", XLSX_TYPE)


@bp.get("/experiments/export.csv")
@needs("X", "library")
def export_csv() -> Response:
    """The experiments that the list shows now, as Danish Excel opens them."""
    header, rows = _exported()
    return download(write_csv(header, rows), "experiments.csv", CSV_TYPE)


def _wanted() -> RegisterFilter:
    return RegisterFilter(**{name: asked(name) for name in FILTERS})


def _sorted(actor: Actor, wanted: RegisterFilter) -> tuple[Sorting, Select[Experiment]]:
    chosen, column = sorting(SORTS, "-starts")
    if chosen.key == "starts":
        column = column.nulls_last()
    query = search_register(actor, wanted).order_by(column, Experiment.id.desc())
    return chosen, query


def _filters(actor: Actor) -> dict[str, list[tuple[str, str]]]:
    areas = [code for code in policy_areas() if "." not in code]
    return {
        "state": [(state.value, _(state.label)) for state in ExperimentState],
        "kind": [(kind.value, _(kind.label)) for kind in ExperimentKind],
        "decision": [(decision.value, _(decision.label)) for decision in Decision],
        "evidence": [(level, level) for level in LEVELS],
        "organisation": list(list_agencies(actor)),
        "area": [(code, policy_area_name(code, language())) for code in areas],
        "year": [(str(year), str(year)) for year in list_years(actor)],
    }


def _exported() -> tuple[list[str], list[list[str]]]:
    header = [
        _("Experiment"),
        _("Engagement"),
        _("Client agency"),
        _("Policy area"),
        _("Kind"),
        _("State"),
        _("Owner"),
        _("Planned start"),
        _("Planned end"),
        _("Hypothesis"),
        _("Decision"),
        _("Evidence level"),
        _("Registered before start"),
    ]
    found = db.session.scalars(_sorted(current_actor(), _wanted())[1])
    return header, [_row(one) for one in found]


def _row(one: Experiment) -> list[str]:
    days: list[Any] = [one.starts_on, one.ends_on]
    return [
        one.name,
        one.engagement.name,
        one.engagement.organisation.name,
        policy_area_name(one.engagement.policy_area, language()),
        _(one.kind.label),
        _(one.state.label),
        one.owner.name,
        *(short_day(day, language()) if day else "" for day in days),
        one.hypothesis,
        _(one.decision.label) if one.decision else "",
        number(one.evidence_level, language()),
        _("Yes") if one.registered_before_start else _("No"),
    ]
