"""The lists of experiments: one engagement's, and the whole register."""

from flask import render_template

from workshops.engagements.queries import get_engagement
from workshops.experiments import permissions, queries
from workshops.experiments.views.blueprint import STATE_KINDS, bp
from workshops.web.access import current_actor, needs


@bp.get("/engagements/<id:engagement_id>/experiments")
@needs("R", "experiment")
def of_engagement(engagement_id: str) -> str:
    """The experiments of one engagement that the one who asks may read."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    return render_template(
        "experiments/of_engagement.html",
        engagement=engagement,
        experiments=queries.list_experiments(actor, engagement),
        kinds=STATE_KINDS,
        may_plan=permissions.can_plan_experiments(actor, engagement),
    )
