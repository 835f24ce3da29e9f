"""The citizen-expectation map, with what answers each expectation; the unmet ones come first."""

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.expectations import permissions
from workshops.expectations.models import Theme
from workshops.expectations.queries.expectation_map import ExpectationMap, get_map
from workshops.experiments.queries.answered import Answers, list_answers
from workshops.experiments.views.blueprint import bp
from workshops.experiments.views.theme_tables import table_file, themes_table
from workshops.web.access import current_actor, needs


@bp.get("/engagements/<id:engagement_id>/expectation-map")
@needs("R", "theme")
def expectation_map(engagement_id: str) -> str:
    """Stages by touchpoints, and every expectation in its stage."""
    actor = current_actor()
    engagement, found, answers = _read(engagement_id)
    return render_template(
        "experiments/expectation_map.html",
        engagement=engagement,
        map=found,
        answers=answers,
        unmet=[theme for theme in found.themes if answers[theme.id].state.unmet],
        rows=_matrix(found, answers),
        may_edit=permissions.can_edit_themes(actor, engagement),
    )


@bp.get("/engagements/<id:engagement_id>/expectation-map.xlsx")
@needs("R", "theme")
def expectation_map_xlsx(engagement_id: str) -> Response:
    """The map as a workbook, one row an expectation."""
    return table_file("expectation-map", "xlsx", *_exported(engagement_id))


@bp.get("/engagements/<id:engagement_id>/expectation-map.csv")
@needs("R", "theme")
def expectation_map_csv(engagement_id: str) -> Response:
    """The map as Danish Excel opens it, one row an expectation."""
    return table_file("expectation-map", "csv", *_exported(engagement_id))


def _read(engagement_id: str) -> tuple[Engagement, ExpectationMap, Answers]:
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    found = get_map(actor, engagement)
    return engagement, found, list_answers(actor, found.themes)


def _exported(engagement_id: str) -> tuple[list[str], list[list[str]]]:
    _engagement, found, answers = _read(engagement_id)
    return themes_table(found.themes, found.figures, answers)


def _matrix(found: ExpectationMap, answers: Answers) -> list[dict[str, object]]:
    """How many expectations meet at each touchpoint of each stage, and how many are unmet."""
    return [
        {
            "label": touchpoint or _("No touchpoint"),
            "cells": [
                _cell(stage.touchpoints.get(touchpoint, []), answers, place)
                for place, stage in enumerate(found.stages, start=1)
            ],
        }
        for touchpoint in found.touchpoints
    ]


def _cell(themes: list[Theme], answers: Answers, place: int) -> dict[str, object]:
    if not themes:
        return {"value": "–", "kind": "none"}
    unmet = sum(answers[theme.id].state.unmet for theme in themes)
    met = _("all answered or in test")
    text = ngettext("%(num)s without an answer", "%(num)s without an answer", unmet)
    return {
        "value": len(themes),
        "url": f"#stage-{place}",
        "kind": "gap" if unmet else "some",
        "text": text if unmet else met,
    }
