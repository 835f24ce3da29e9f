"""The blueprint of the pages of expectations, and what they share."""

from flask import Blueprint, url_for

from workshops.engagements.models import Engagement
from workshops.expectations.models import Theme
from workshops.expectations.queries.triage import find_last_change
from workshops.web import undo
from workshops.web.access import current_actor

bp = Blueprint("expectations", __name__)


def offer_undo(text: str, engagement: Engagement) -> None:
    """Say on the next page what was done, with a button that takes the reader's last act back."""
    change = find_last_change(current_actor(), engagement)
    if change is not None:
        action = url_for(
            "expectations.undo_change", engagement_id=engagement.public_id, change_id=change.id
        )
        undo.offer(text, action)


def themes_url(engagement: Engagement) -> str:
    """The list of themes of an engagement."""
    return url_for("experiments.themes", engagement_id=engagement.public_id)


def theme_url(theme: Theme) -> str:
    """A theme's page."""
    return url_for("experiments.theme", theme_id=theme.public_id)
