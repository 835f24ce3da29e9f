"""The blueprint, and what its views share."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.engagements.forms import coming_months
from workshops.engagements.models import Engagement
from workshops.engagements.queries import people
from workshops.engagements.queries.goals import list_goals
from workshops.web.language import language, local_day

bp = Blueprint("engagements", __name__)


def to_engagement(engagement: Engagement, tab: str | None = None) -> Response:
    """Back to the engagement's page, at one of its tabs."""
    return redirect(engagement_url(engagement, tab))


def engagement_url(engagement: Engagement, tab: str | None = None) -> str:
    """The engagement's page, at one of its tabs."""
    return url_for("overview.engagement", engagement_id=engagement.public_id, tab=tab)


def today() -> date:
    """The day it is for the one who asks."""
    return local_day(clock.now())


def month_choices() -> Sequence[tuple[object, object]]:
    """This month and the coming ones, in words."""
    return [(f"{day:%Y-%m}", month_name(day)) for day in coming_months(today())]


def month_name(day: date) -> str:
    """The month of a day: "december 2026"."""
    return str(format_date(day, "MMMM y", locale=language()))


def goal_choices() -> Sequence[tuple[object, object]]:
    """The goals that are offered, in the reader's language."""
    danish = language() == "da"
    return [(goal.public_id, goal.name_da if danish else goal.name_en) for goal in list_goals()]


def manager_choices() -> Sequence[tuple[object, object]]:
    """Those who can lead an engagement."""
    return [(user.public_id, user.name) for user in people.list_managers()]
