"""How the log is said on pages; templates/activity/log.html shows it."""

from flask import Blueprint
from flask_babel import gettext

from workshops.activity import rules
from workshops.activity.models import Activity

bp = Blueprint("activity", __name__)


@bp.app_template_filter("act_name")
def act_name(entry: Activity) -> str:
    """What was done, in the reader's language."""
    return str(gettext(rules.act_message(entry.act)))
