"""The page of an engagement: what it is, its next act, and what belongs to it."""

from collections.abc import Callable, Mapping

from flask import render_template, url_for
from flask_babel import gettext as _

from workshops.activity.queries import list_for_engagement
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.words import word_for
from workshops.deliverables.permissions import can_see_drafts
from workshops.engagements import permissions
from workshops.engagements.models import Engagement, EngagementState, StageState
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.files import list_files
from workshops.engagements.queries.people import list_contacts, list_members
from workshops.engagements.queries.policy_areas import policy_area_name
from workshops.engagements.queries.todo import Row, RowKind, Section
from workshops.expectations.permissions import can_edit_themes, can_see_notes, can_take_notes
from workshops.overview.queries.chain import chain_of
from workshops.overview.queries.engagement import (
    Gathered,
    gather,
    timeline_of,
)
from workshops.overview.views.blueprint import bp
from workshops.overview.views.deeds import subject_of
from workshops.people.models import Level
from workshops.planning.queries import answer_counts_of
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.language import language, local_day

Act = tuple[str, str]
PAGES = {
    "tasks": "overview/engagement/tasks.html",
    "timeline": "overview/engagement/timeline.html",
    "people": "overview/engagement/people.html",
    "workshops": "overview/engagement/workshops.html",
    "evidence": "overview/engagement/evidence.html",
    "files": "overview/engagement/files.html",
    "activity": "overview/engagement/activity.html",
}


@bp.get("/engagements/<id:engagement_id>")
@needs("R", "engagement")
def engagement(engagement_id: str) -> str:
    """One engagement: head, facts, and one of its views."""
    actor = current_actor()
    found = get_engagement(actor, engagement_id)
    today = local_day(clock.now())
    gathered = gather(actor, found, today)
    tabs = _tabs(actor, found)
    wish = asked("tab", "tasks")
    tab = wish if wish in tabs else "tasks"
    return render_template(
        PAGES[tab],
        engagement=found,
        gathered=gathered,
        today=today,
        tab=tab,
        tabs=tabs,
        next_act=_next_act(actor, gathered),
        rights=_rights(actor, found),
        plan_url=_plan_url(found),
        levels=[_(word_for(Level, level)) for level in found.levels],
        area=policy_area_name(found.policy_area, language()),
        **_view(actor, gathered, tab),
    )


def _tabs(actor: Actor, found: Engagement) -> dict[str, str]:
    """The views that the one who asks may open."""
    tabs = {
        "tasks": _("Tasks"),
        "timeline": _("Timeline"),
        "people": _("People"),
        "workshops": _("Workshops"),
        "evidence": _("Evidence"),
    }
    if permissions.can_see_files(actor, found):
        tabs["files"] = _("Files")
    if permissions.can_see_activity(actor, found):
        tabs["activity"] = _("Activity")
    return tabs


def _rights(actor: Actor, found: Engagement) -> dict[str, bool]:
    return {
        "edit": permissions.can_edit_engagement(actor, found),
        "delete": permissions.can_delete_engagement(actor, found),
        "add_task": permissions.can_add_task(actor, found),
        "do_tasks": permissions.can_do_tasks(actor, found),
        "contacts": permissions.can_see_contacts(actor, found),
        "add_contact": permissions.can_add_contact(actor, found),
        "add_file": permissions.can_add_file(actor, found),
        "see_notes": can_see_notes(actor, found),
        "take_notes": can_take_notes(actor, found),
        "edit_themes": can_edit_themes(actor, found),
        "see_drafts": can_see_drafts(actor, found),
    }


def _view(actor: Actor, gathered: Gathered, tab: str) -> Mapping[str, object]:
    """What one view needs besides what all have."""
    found = gathered.engagement
    needs_of: dict[str, Callable[[], Mapping[str, object]]] = {
        "timeline": lambda: {"line": timeline_of(gathered, local_day(clock.now()))},
        "people": lambda: {"members": list_members(found), "contacts": list_contacts(found)},
        "workshops": lambda: {"answers": answer_counts_of([w.id for w in gathered.workshops])},
        "evidence": lambda: {"chain": chain_of(found)},
        "files": lambda: {"files": list_files(actor, found)},
        "activity": lambda: {
            "entries": [(e, subject_of(e)) for e in list_for_engagement(found.id)]
        },
    }
    return needs_of.get(tab, dict)()


def _next_act(actor: Actor, gathered: Gathered) -> Act | None:
    """The one thing to do now, for those who may do it."""
    found = gathered.engagement
    if not permissions.can_edit_engagement(actor, found):
        return None
    if found.state is not EngagementState.OPEN:
        return _("Reopen"), _state_url(found, EngagementState.OPEN)
    if gathered.todo.next_row:
        return _row_act(found, gathered.todo.next_row)
    if gathered.todo.next_stage:
        return _stage_act(found, gathered.todo.next_stage)
    return _("Close the engagement"), _state_url(found, EngagementState.CLOSED)


def _row_act(found: Engagement, row: Row) -> Act:
    item, key = row.item, found.public_id
    if item.kind is RowKind.TASK:
        url = url_for("engagements.edit_task", engagement_id=key, task_id=item.key)
        return _("Next: %(task)s", task=item.title), url
    if item.kind is RowKind.WORKSHOP:
        url = url_for("overview.workshop", workshop_id=item.key)
        return _("Next: %(task)s", task=item.title), url
    return _(item.title), _standing_url(found, item.key)


def _standing_url(found: Engagement, key: str) -> str:
    """Where something that every engagement needs is done."""
    if key == "contact":
        return url_for("engagements.new_contact", engagement_id=found.public_id)
    if key == "workshop":
        return _plan_url(found)
    return url_for("engagements.edit", engagement_id=found.public_id)


def _plan_url(found: Engagement) -> str:
    return url_for("planning.new", engagement_id=found.public_id)


def _stage_act(found: Engagement, section: Section) -> Act:
    going = section.fact.state is StageState.CURRENT
    name = _(section.fact.stage.label)
    label = _("Finish “%(stage)s”", stage=name) if going else _("Start “%(stage)s”", stage=name)
    stage = section.fact.stage.value
    return label, url_for("engagements.stage", engagement_id=found.public_id, stage=stage)


def _state_url(found: Engagement, state: EngagementState) -> str:
    return url_for("engagements.state_form", engagement_id=found.public_id, state=state.value)
