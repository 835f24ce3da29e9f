"""The blueprint and what its pages share."""

from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.activity.models import Activity
from workshops.core import locale
from workshops.people.forms.words import ACTS, FIELDS
from workshops.web.language import chosen_timezone, language

bp = Blueprint("people", __name__, url_prefix="/lab")
Answer = Response | tuple[str, int]


def timeline(entries: list[Activity]) -> list[dict[str, Any]]:
    """What was done to a record, as the list of the log shows it."""
    return [
        {
            "when": locale.short_moment(entry.happened_at, chosen_timezone(), language()),
            "datetime": entry.happened_at.isoformat(),
            "who": entry.actor_name,
            "what": _what(entry),
        }
        for entry in entries
    ]


def flash_undo(text: str, action: str) -> None:
    """Say on the next page what was done, with a button that takes it back."""
    message: Any = {"text": text, "action": action}
    flash(message, "undo")


def _what(entry: Activity) -> str:
    act = str(ACTS.get(entry.act, entry.act))
    fields = ", ".join(str(FIELDS[name]) for name in entry.fields if name in FIELDS)
    return _("%(act)s: %(fields)s", act=act, fields=fields) if fields else act
