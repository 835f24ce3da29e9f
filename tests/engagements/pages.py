"""An engagement with a goal, and what the tests of its pages do with them."""

from typing import Any

from tests.factories import make_engagement, make_goal
from tests.pages import Client
from workshops.accounts.models import User
from workshops.engagements.models import Engagement


def engagement_of(manager: User, **changes: object) -> Engagement:
    """An engagement of a project manager that serves one goal."""
    return make_engagement(manager, goals=[make_goal()], **changes)


def url_of(engagement: Engagement, rest: str = "") -> str:
    """One of its pages."""
    return f"/engagements/{engagement.public_id}{rest}"


def form_of(client: Client, url: str, action: str) -> dict[str, Any]:
    """What a form of a page holds, without its token."""
    values = client.fetch(url).form(action)[1]
    return {name: value for name, value in values.items() if name != "csrf_token"}
