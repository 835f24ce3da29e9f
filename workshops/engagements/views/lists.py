"""The list of engagements."""

from flask import render_template

from workshops.accounts.permissions import may_ever
from workshops.core.actor import Actor
from workshops.engagements.models import EngagementState
from workshops.engagements.permissions import can_open_engagement
from workshops.engagements.queries.listing import (
    SORTS,
    EngagementFilter,
    list_client_agencies,
    search_engagements,
)
from workshops.engagements.queries.policy_areas import policy_area_name, policy_areas
from workshops.engagements.queries.requests import count_waiting_requests
from workshops.engagements.views.blueprint import bp, goal_choices, manager_choices
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.language import language
from workshops.web.pages import paginate, sorting

FILTERS = ("text", "state", "organisation", "area", "manager", "goal")


@bp.get("/engagements")
@needs("R", "engagement")
def index() -> str:
    """Every engagement that the one who asks may read, narrowed and sorted."""
    actor = current_actor()
    wanted = EngagementFilter(**{name: asked(name) for name in FILTERS})
    chosen, column = sorting(SORTS, "name")
    page = paginate(search_engagements(actor, wanted).order_by(column, SORTS["name"]))
    return render_template(
        "engagements/index.html",
        page=page,
        sorting=chosen,
        wanted=wanted,
        filters=_filters(actor),
        can_open=can_open_engagement(actor),
        sees_requests=may_ever(actor, "R", "request"),
        waiting=count_waiting_requests(actor),
    )


def _filters(actor: Actor) -> dict[str, list[tuple[object, object]]]:
    areas = [code for code in policy_areas() if "." not in code]
    return {
        "state": [(state.value, state.label) for state in EngagementState],
        "organisation": list(list_client_agencies(actor)),
        "area": [(code, policy_area_name(code, language())) for code in areas],
        "manager": list(manager_choices()),
        "goal": list(goal_choices()),
    }
