"""The themes of an engagement and the page of one, with what bears it and what answers it."""

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from workshops.core.resting import list_resting
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.expectations import permissions
from workshops.expectations.models import Theme
from workshops.expectations.queries import themes as queries
from workshops.experiments.permissions import can_plan_concepts
from workshops.experiments.queries.answered import list_answers
from workshops.experiments.views.blueprint import bp
from workshops.experiments.views.theme_tables import table_file, themes_table
from workshops.web.access import current_actor, needs
from workshops.web.pages import here, paginate, sorting

COLUMNS = {
    "position": Theme.position,
    "statement": Theme.statement,
    "notes": queries.count_bearing(),
    "strength": queries.strength_order(),
}


@bp.get("/engagements/<id:engagement_id>/themes")
@needs("R", "theme")
def themes(engagement_id: str) -> str:
    """The themes of an engagement, in their order or by what bears them."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    order, column = sorting(COLUMNS, "position")
    page = paginate(queries.search_themes(actor, engagement).order_by(column, Theme.id))
    return render_template(
        "experiments/themes.html",
        engagement=engagement,
        page=page,
        order=order,
        here=here,
        figures=queries.figures(engagement, page.items),
        answers=list_answers(actor, page.items),
        may=_may(engagement),
    )


@bp.get("/engagements/<id:engagement_id>/themes.xlsx")
@needs("R", "theme")
def themes_xlsx(engagement_id: str) -> Response:
    """All themes of an engagement as a workbook."""
    return table_file("themes", "xlsx", *_exported(engagement_id))


@bp.get("/engagements/<id:engagement_id>/themes.csv")
@needs("R", "theme")
def themes_csv(engagement_id: str) -> Response:
    """All themes of an engagement, as Danish Excel opens them."""
    return table_file("themes", "csv", *_exported(engagement_id))


@bp.get("/themes/<id:theme_id>")
@needs("R", "theme")
def theme(theme_id: str) -> str | Redirect:
    """One theme; for one that was merged away, the theme it went into."""
    actor = current_actor()
    found = queries.get_theme(actor, theme_id)
    if found.merged_into is not None:
        return redirect(url_for("experiments.theme", theme_id=found.merged_into.public_id))
    raw = permissions.can_see_notes(actor, found.engagement)
    page = paginate(queries.bearing(found, quotable=not raw))
    return render_template(
        "experiments/theme.html",
        theme=found,
        engagement=found.engagement,
        figures=queries.figures(found.engagement, [found])[found.id],
        answer=list_answers(actor, [found])[found.id],
        page=page,
        tallies=queries.tallies(page.items),
        raw=raw,
        resting=list_resting(actor, f"theme:{found.public_id}"),
        may=_may(found.engagement),
    )


def _may(engagement: Engagement) -> dict[str, bool]:
    actor = current_actor()
    return {
        "edit": permissions.can_edit_themes(actor, engagement),
        "delete": permissions.can_delete_themes(actor, engagement),
        "sort": permissions.can_edit_notes(actor, engagement),
        "answer": can_plan_concepts(actor, engagement),
    }


def _exported(engagement_id: str) -> tuple[list[str], list[list[str]]]:
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    found = queries.list_themes(actor, engagement)
    return themes_table(found, queries.figures(engagement, found), list_answers(actor, found))
