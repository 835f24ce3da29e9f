"""One guest of a poll as staff see them: what they answered, and writing it down for them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.errors import Stale
from workshops.invitations.forms.votes import PREFIX, NotedForm, noted_form
from workshops.invitations.views.polls.blueprint import bp, trail_of
from workshops.invitations.views.polls.result import when, word_of
from workshops.planning import permissions
from workshops.planning.models.polls import PollGuest, PollState, Vote
from workshops.planning.queries import polls as queries
from workshops.planning.services import voting
from workshops.web.access import current_actor, needs, require


@bp.get("/polls/<id:poll_id>/guests/<id:poll_guest_id>")
@needs("R", "date_poll")
def asked(poll_id: str, poll_guest_id: str) -> str:
    """What this guest said about each day, and how."""
    guest = _guest(poll_id, poll_guest_id)
    return _page(guest, _form(guest))


@bp.post("/polls/<id:poll_id>/guests/<id:poll_guest_id>/votes")
@needs("U", "date_poll")
def note(poll_id: str, poll_guest_id: str) -> Response:
    """Write down what the guest said by telephone."""
    guest = _guest(poll_id, poll_guest_id)
    require(permissions.can_note_votes(current_actor(), guest.poll.workshop))
    form = _form(guest)
    with form.saving(lambda: _again(guest, form)):
        changed = voting.note_votes(
            current_actor(), guest=guest, votes=form.votes, seen=form.seen_at, now=clock.now()
        )
    if changed:
        flash(_("The answers of %(name)s are noted.", name=guest.person.name), "success")
    else:
        flash(_("Nothing has changed."), "info")
    here = url_for("polls.asked", poll_id=poll_id, poll_guest_id=poll_guest_id)
    return redirect(here)


def _guest(poll_id: str, poll_guest_id: str) -> PollGuest:
    return queries.get_asked(queries.get_poll(current_actor(), poll_id), poll_guest_id)


def _form(guest: PollGuest) -> NotedForm:
    said, noted = queries.votes_of(guest), queries.noted_of(guest)
    days = [
        (slot.public_id, when(guest.poll, slot), said.get(slot.id), _own(slot.id, said, noted))
        for slot in guest.poll.slots
    ]
    form = noted_form(days)()
    if not form.is_submitted():
        form.seen.data = _seen(guest)
    return form


def _own(slot_id: int, said: dict[int, Vote], noted: set[int]) -> bool:
    return slot_id in said and slot_id not in noted


def _seen(guest: PollGuest) -> str:
    return guest.voted_at.isoformat() if guest.voted_at else ""


def _again(guest: PollGuest, form: NotedForm) -> str:
    """The page once more; who saw that the guest has answered in between may save after all."""
    if isinstance(form.obstacle, Stale):
        form.seen.data = _seen(guest)
    return _page(guest, form)


def _page(guest: PollGuest, form: NotedForm) -> str:
    poll, said, noted = guest.poll, queries.votes_of(guest), queries.noted_of(guest)
    stands = {slot.public_id: word_of(said.get(slot.id), slot.id in noted) for slot in poll.slots}
    return render_template(
        "invitations/polls/asked.html",
        poll=poll,
        guest=guest,
        person=guest.person,
        form=form,
        answers=[(when(poll, slot), stands[slot.public_id]) for slot in poll.slots],
        hints={
            f"{PREFIX}{key}": _("Stands: %(answer)s", answer=word) for key, word in stands.items()
        },
        open_=poll.state is PollState.OPEN,
        may_note=permissions.can_note_votes(current_actor(), poll.workshop),
        trail=trail_of(poll, guest.person.name),
    )
