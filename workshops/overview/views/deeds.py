"""What an entry of an engagement's log is about, in words."""

from flask_babel import gettext

from workshops.activity.models import Activity
from workshops.core.text import N_
from workshops.engagements.models import Stage

_THINGS = {
    "engagement": N_("Engagement"),
    "engagement_request": N_("Request"),
    "engagement_task": N_("Task"),
    "stored_file": N_("File"),
    "workshop": N_("Workshop"),
    "sitting": N_("Sitting"),
    "agenda_block": N_("Agenda"),
    "participation": N_("Participant"),
    "invitation": N_("Invitation"),
}


def subject_of(entry: Activity) -> str:
    """A stage, a person of the team, or a record with its kind."""
    if entry.act.startswith("stage_") and entry.fields:
        return str(gettext(Stage(entry.fields[0]).label))
    if entry.act.startswith(("member_", "contact_")):
        return entry.record_title
    thing = gettext(_THINGS.get(entry.record_kind, N_("Record")))
    return f"{thing} “{entry.record_title}”" if entry.record_title else str(thing)
