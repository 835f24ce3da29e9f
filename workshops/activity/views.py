"""How the log is said on pages; templates/activity/log.html shows it."""

from flask import Blueprint
from flask_babel import gettext

from workshops.activity import rules
from workshops.activity.models import Activity
from workshops.core.actor import COMMAND_LINE, ActorKind

bp = Blueprint("activity", __name__)


@bp.app_template_filter("act_name")
def act_name(entry: Activity) -> str:
    """What was done, in the reader's language."""
    return str(gettext(rules.act_message(entry.act)))


@bp.app_template_filter("who_acted")
def who_acted(entry: Activity) -> str:
    """Who did it, in the reader's language where that is no person's name."""
    if entry.actor_kind is ActorKind.LINK and not entry.actor_name:
        return str(gettext("A participant, by personal link"))
    if entry.actor_kind is ActorKind.COMMAND_LINE and entry.actor_name == COMMAND_LINE.name:
        return str(gettext("Command line"))
    return entry.actor_name
