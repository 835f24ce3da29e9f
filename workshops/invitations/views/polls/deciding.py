"""What staff do to a poll: choose a day, remind, add and take out days, end it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.db import transaction
from workshops.invitations.forms import ChooseForm, DaysForm
from workshops.invitations.views.polls.blueprint import (
    bp,
    offer_times,
    trail_of,
    url,
)
from workshops.invitations.views.polls.result import list_days
from workshops.planning import permissions
from workshops.planning.models.polls import DatePoll, PollSlot, PollState
from workshops.planning.queries import polls as queries
from workshops.planning.services import choosing, polls, voting
from workshops.planning.services.bookings import Taken
from workshops.web.access import current_actor, needs, require


@bp.get("/polls/<id:poll_id>/slots/<id:slot_id>/choose")
@needs("P", "date_poll")
def ask_choose(poll_id: str, slot_id: str) -> str:
    """What choosing this day means and what speaks against it."""
    poll = _to_decide(poll_id)
    return _choose_page(poll, queries.get_slot(poll, slot_id), ChooseForm())


@bp.post("/polls/<id:poll_id>/slots/<id:slot_id>/choose")
@needs("P", "date_poll")
def choose(poll_id: str, slot_id: str) -> Response:
    """Choose the day; without holds, the invitation to everybody polled comes next."""
    poll, form = _to_decide(poll_id), ChooseForm()
    slot = queries.get_slot(poll, slot_id)
    with form.saving(lambda: _choose_page(poll, slot, form)):
        choosing.choose_date(
            current_actor(),
            poll=poll,
            slot=slot,
            now=clock.now(),
            reason=form.reason.data or "",
        )
    if poll.with_holds:
        flash(
            _("The date is chosen. The invitations to everybody polled are on their way."),
            "success",
        )
        return redirect(url_for("invitations.guests", workshop_id=poll.workshop.public_id))
    flash(_("The date is chosen. Nobody is invited before you send it."), "success")
    return redirect(url_for("polls.invite", poll_id=poll_id))


@bp.get("/polls/<id:poll_id>/close")
@needs("P", "date_poll")
def ask_close(poll_id: str) -> Response | str:
    """What ending the poll means; one that is over already shows its result instead."""
    poll = _to_decide(poll_id)
    if poll.state is not PollState.OPEN:
        return redirect(url(poll))
    return render_template(
        "invitations/polls/close.html",
        poll=poll,
        answered=sum(guest.voted_at is not None for guest in poll.guests),
        trail=trail_of(poll, _("End without a date")),
    )


@bp.post("/polls/<id:poll_id>/close")
@needs("P", "date_poll")
def close(poll_id: str) -> Response:
    """End the poll without a date."""
    poll = _to_decide(poll_id)
    with transaction():
        polls.close_poll(current_actor(), poll=poll)
    flash(_("The poll is ended without a date."), "success")
    return redirect(url(poll))


@bp.post("/polls/<id:poll_id>/nudge")
@needs("P", "date_poll")
def nudge(poll_id: str) -> Response:
    """Remind who has not voted."""
    poll = _to_decide(poll_id)
    with transaction():
        count = voting.nudge_all(current_actor(), poll=poll)
    said = ngettext(
        "%(num)s person is reminded, outside nights and weekends.",
        "%(num)s people are reminded, outside nights and weekends.",
        count,
    )
    nobody = _("Everybody has voted, was reminded already or was asked less than a day ago.")
    flash(said if count else nobody, "success")
    return redirect(url(poll))


@bp.get("/polls/<id:poll_id>/slots/new")
@needs("U", "date_poll")
def more_days(poll_id: str) -> str:
    """More days to choose from."""
    poll = _to_change(poll_id)
    return _days_page(poll, _days_form(poll))


@bp.post("/polls/<id:poll_id>/slots/new")
@needs("U", "date_poll")
def add_days(poll_id: str) -> Response:
    """Add them; who has voted hears of them."""
    poll = _to_change(poll_id)
    form = _days_form(poll)
    with form.saving(lambda: _days_page(poll, form)):
        times = form.times(poll.timezone, poll.workshop.sittings[0].length_minutes)
        polls.add_slots(current_actor(), poll=poll, times=times)
    flash(_("The days are added. Whoever has voted hears of them."), "success")
    return redirect(url(poll))


@bp.post("/polls/<id:poll_id>/slots/<id:slot_id>/remove")
@needs("U", "date_poll")
def remove_day(poll_id: str, slot_id: str) -> Response:
    """Take a day out."""
    poll = _to_change(poll_id)
    with transaction():
        polls.remove_slot(current_actor(), slot=queries.get_slot(poll, slot_id))
    flash(_("The day is taken out of the poll."), "success")
    return redirect(url(poll))


def _to_decide(poll_id: str) -> DatePoll:
    poll = queries.get_poll(current_actor(), poll_id)
    require(permissions.can_choose_date(current_actor(), poll.workshop))
    return poll


def _to_change(poll_id: str) -> DatePoll:
    poll = queries.get_poll(current_actor(), poll_id)
    require(permissions.can_change_poll(current_actor(), poll.workshop))
    return poll


def _choose_page(poll: DatePoll, slot: PollSlot, form: ChooseForm) -> str:
    return render_template(
        "invitations/polls/choose.html",
        poll=poll,
        day=next(day for day in list_days(poll) if day.slot.id == slot.id),
        form=form,
        taken=form.obstacle.clashes if isinstance(form.obstacle, Taken) else [],
        trail=trail_of(poll, _("Choose this day?")),
    )


def _days_form(poll: DatePoll) -> DaysForm:
    form = DaysForm()
    offer_times(form, poll.workshop, [one.person for one in poll.guests if one.required], poll)
    return form


def _days_page(poll: DatePoll, form: DaysForm) -> str:
    return render_template(
        "invitations/polls/days.html",
        poll=poll,
        form=form,
        trail=trail_of(poll, _("Propose more days")),
    )
