"""The order of the stages of a service; the map itself stands with what answers it."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.engagements.queries import get_engagement
from workshops.expectations.services import journey
from workshops.expectations.views.blueprint import bp
from workshops.web.access import current_actor, needs
from workshops.web.arguments import posted


@bp.post("/engagements/<id:engagement_id>/expectation-map/stages")
@needs("U", "theme")
def move_stage(engagement_id: str) -> Response:
    """Put a stage one place earlier or later in the citizen's journey."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    stage, earlier = posted("stage"), posted("to") == "earlier"
    with transaction():
        place = journey.move_stage(actor, engagement=engagement, name=stage, earlier=earlier)
    flash(
        _("“%(stage)s” is stage %(place)s of the journey now.", stage=stage, place=place), "success"
    )
    return redirect(
        url_for(
            "experiments.expectation_map", engagement_id=engagement_id, _anchor=f"stage-{place}"
        )
    )
