"""The blueprint of the pages of expectations, and what they share."""

from flask import Blueprint, url_for

from workshops.core.errors import NotFound
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.expectations import permissions
from workshops.expectations.models import Theme
from workshops.expectations.queries.triage import NO_ENGAGEMENT, find_last_change
from workshops.web import undo
from workshops.web.access import current_actor, require

bp = Blueprint("expectations", __name__)


def offer_undo(text: str, engagement: Engagement) -> None:
    """Say on the next page what was done, with a button that takes the reader's last act back."""
    change = find_last_change(current_actor(), engagement)
    if change is not None:
        action = url_for(
            "expectations.undo_change", engagement_id=engagement.public_id, change_id=change.id
        )
        undo.offer(text, action)


def to_sort(engagement_id: str) -> Engagement:
    """An engagement whose notes the reader may place in themes. Raises NotFound, NotAllowed."""
    engagement = get_engagement(current_actor(), engagement_id)
    if not permissions.can_see_notes(current_actor(), engagement):
        raise NotFound(NO_ENGAGEMENT)
    require(permissions.can_edit_notes(current_actor(), engagement))
    return engagement


def themes_url(engagement: Engagement) -> str:
    """The list of themes of an engagement."""
    return url_for("experiments.themes", engagement_id=engagement.public_id)


def theme_url(theme: Theme) -> str:
    """A theme's page."""
    return url_for("experiments.theme", theme_id=theme.public_id)
