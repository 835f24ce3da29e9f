"""The page of a workshop: what it is, where it stands, what comes next."""

from dataclasses import dataclass

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from workshops.activity.queries import list_for_record
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.invitations.permissions import can_invite
from workshops.invitations.queries.incoming import list_other_times
from workshops.overview.views.blueprint import bp
from workshops.planning import permissions, queries
from workshops.planning.models import TeamNeed, Workshop, WorkshopState
from workshops.planning.queries import agenda, bookings, polls, seats, standing, team
from workshops.web.access import current_actor, needs
from workshops.web.language import language

OPEN = (WorkshopState.DRAFT, WorkshopState.INVITING)


@dataclass(frozen=True)
class Step:
    """An act on the workshop: a link, or with `to` a state to take it to by a button."""

    label: str
    url: str
    to: str = ""
    obstacle: str = ""


@bp.get("/workshops/<id:workshop_id>")
@needs("R", "workshop")
def workshop(workshop_id: str) -> str:
    """The overview of one workshop."""
    actor = current_actor()
    found = queries.get_workshop(actor, workshop_id)
    required = team.list_needs(found)
    return render_template(
        "overview/workshop.html",
        workshop=found,
        step=_step(actor, found),
        answers=queries.answer_counts(found),
        coverage=[
            (_need_name(need), one)
            for need, one in zip(required, team.coverage(found, required), strict=True)
        ],
        days=agenda.list_previews(found),
        held=standing.list_held(found, clock.now()),
        crowded=bookings.list_crowded(found),
        seats=seats.list_counts(found),
        poll=polls.find_newest(found) if permissions.can_see_poll(actor, found) else None,
        proposed=list_other_times(found) if can_invite(actor, found) else [],
        tabs=workshop_tabs(found, "overview"),
        may=_rights(actor, found),
    )


@bp.get("/workshops/<id:workshop_id>/activity")
@needs("R", "activity")
def workshop_activity(workshop_id: str) -> str:
    """Who did what to the workshop."""
    actor = current_actor()
    found = queries.get_workshop(actor, workshop_id)
    if not permissions.can_see_activity(actor, found):
        raise NotAllowed(N_("Only those who run the workshop may see this."))
    return render_template(
        "overview/workshop_activity.html",
        workshop=found,
        entries=list_for_record(found),
        tabs=workshop_tabs(found, "activity"),
    )


def workshop_tabs(found: Workshop, current: str) -> list[tuple[str, str, bool]]:
    """The views of a workshop as (label, address, whether it is this one)."""
    actor = current_actor()
    places = [
        ("overview", _("Overview"), "overview.workshop", True),
        ("agenda", _("Agenda"), "planning.agenda", True),
        (
            "people",
            _("People"),
            "invitations.guests",
            permissions.can_see_participants(actor, found),
        ),
        (
            "activity",
            _("Activity"),
            "overview.workshop_activity",
            permissions.can_see_activity(actor, found),
        ),
    ]
    return [
        (label, url_for(endpoint, workshop_id=found.public_id), key == current)
        for key, label, endpoint, shown in places
        if shown and endpoint in current_app.view_functions
    ]


def _step(actor: Actor, found: Workshop) -> Step | None:
    """The one act that comes next, for those who may do it."""
    to = standing.next_step(found)
    if to is None or not permissions.can_decide_workshop(actor, found):
        return None
    if to is WorkshopState.HELD and (step := _step_of_the_day(found)):
        return step
    obstacle = standing.obstacle(found, to, clock.now())
    said = _(obstacle) if obstacle else ""
    if to is WorkshopState.INVITING and "invitations.invite" in current_app.view_functions:
        url = url_for("invitations.invite", workshop_id=found.public_id)
        return Step(_("Invite people"), url, obstacle=said)
    label = {
        WorkshopState.INVITING: _("Open for invitations"),
        WorkshopState.CONFIRMED: _("Confirm the workshop"),
        WorkshopState.HELD: _("Mark as held"),
        WorkshopState.CLOSED: _("Close the workshop"),
    }[to]
    return Step(label, url_for("planning.step", workshop_id=found.public_id), to.value, said)


def _step_of_the_day(found: Workshop) -> Step | None:
    """Before it begins: who comes; on the day: check-in; None once it can be marked as held."""
    now, key = clock.now(), found.public_id
    day = standing.find_day_at_hand(found, now)
    if day is not None:
        url = url_for("planning.check_in", workshop_id=key, sitting_id=day.public_id)
        return Step(_("Check-in"), url)
    if standing.obstacle(found, WorkshopState.HELD, now):
        return Step(_("See who is coming"), url_for("invitations.guests", workshop_id=key))
    return None


def _need_name(need: TeamNeed) -> str:
    trade = need.discipline.label(language()) if need.discipline else _("Anybody")
    return f"{trade} ({_(need.level.label)})" if need.level else trade


def _rights(actor: Actor, found: Workshop) -> dict[str, bool]:
    """What the reader may do, for the buttons of the page."""
    return {
        "edit": permissions.can_edit_workshop(actor, found),
        "agenda": permissions.can_edit_agenda(actor, found),
        "decide": permissions.can_decide_workshop(actor, found)
        and standing.may_be_cancelled(found),
        "reinstate": permissions.can_decide_workshop(actor, found)
        and not standing.reinstating_obstacle(found, clock.now()),
        "delete": permissions.can_delete_workshop(actor, found) and standing.may_be_deleted(found),
        "copy": permissions.can_plan_workshop(actor, found.engagement),
        "poll": permissions.can_open_poll(actor, found) and found.state in OPEN,
        "counts": permissions.can_see_counts(actor, found),
        "names": permissions.can_see_participants(actor, found),
    }
