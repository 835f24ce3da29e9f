"""Deleting an engagement and bringing it back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.engagements import permissions, queries
from workshops.engagements.models import Engagement
from workshops.engagements.queries.listing import get_deleted_engagement
from workshops.engagements.services import records
from workshops.engagements.views.blueprint import bp, to_engagement
from workshops.engagements.views.reading import refuse_unless
from workshops.web import undo
from workshops.web.access import current_actor, needs


@bp.get("/engagements/<id:engagement_id>/delete")
@needs("D", "engagement")
def delete_form(engagement_id: str) -> str:
    """Ask once, and say what it means."""
    engagement = _deletable(current_actor(), engagement_id)
    return render_template("engagements/delete.html", engagement=engagement)


@bp.post("/engagements/<id:engagement_id>/delete")
@needs("D", "engagement")
def delete(engagement_id: str) -> Response:
    """Take the engagement out of sight, with a way back."""
    engagement = _deletable(current_actor(), engagement_id)
    with transaction():
        records.delete_engagement(current_actor(), engagement=engagement)
    back = url_for("engagements.restore", engagement_id=engagement_id)
    text = gettext("The engagement “%(name)s” is deleted.", name=engagement.name)
    undo.offer(text, back)
    return redirect(url_for("engagements.index"))


@bp.post("/engagements/<id:engagement_id>/restore")
@needs("D", "engagement")
def restore(engagement_id: str) -> Response:
    """Bring a deleted engagement back."""
    with transaction():
        engagement = get_deleted_engagement(current_actor(), engagement_id)
        records.restore_engagement(current_actor(), engagement=engagement)
    flash(gettext("The engagement “%(name)s” is back.", name=engagement.name), "success")
    return to_engagement(engagement)


def _deletable(actor: Actor, engagement_id: str) -> Engagement:
    engagement = queries.get_engagement(actor, engagement_id)
    refuse_unless(permissions.can_delete_engagement(actor, engagement))
    return engagement
