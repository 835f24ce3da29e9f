"""One guest of a poll as staff see them: what they answered, and writing it down for them."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.errors import Stale
from workshops.invitations import permissions as may
from workshops.invitations.forms import AddressForm
from workshops.invitations.forms.votes import PREFIX, NotedForm, noted_form
from workshops.invitations.queries.polls import list_lost
from workshops.invitations.services.correcting import correct_and_ask
from workshops.invitations.views.polls.blueprint import bp, trail_of
from workshops.invitations.views.polls.result import url_of, when, word_of
from workshops.planning import permissions
from workshops.planning.models.polls import PollGuest, PollState, Vote
from workshops.planning.queries import polls as queries
from workshops.planning.services import voting
from workshops.web.access import current_actor, needs, require
from workshops.web.language import sentence


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
    return redirect(url_of(guest))


@bp.post("/polls/<id:poll_id>/guests/<id:poll_guest_id>/address")
@needs("P", "date_poll")
def correct(poll_id: str, poll_guest_id: str) -> Response:
    """Write the guest's right address and send the question there."""
    guest = _guest(poll_id, poll_guest_id)
    require(may.can_correct_address(current_actor(), guest.poll.workshop, guest.person))
    form = AddressForm(data={"version": guest.person.version})
    with form.saving(lambda: _page(guest, _form(guest, fresh=True), form)):
        correct_and_ask(
            current_actor(),
            guest=guest,
            address=form.email.data or "",
            version=form.version.data or 0,
        )
    flash(_("The address is changed, and the letter is on its way there."), "success")
    return redirect(url_of(guest))


def _guest(poll_id: str, poll_guest_id: str) -> PollGuest:
    return queries.get_asked(queries.get_poll(current_actor(), poll_id), poll_guest_id)


def _form(guest: PollGuest, *, fresh: bool = False) -> NotedForm:
    said, noted = queries.votes_of(guest), queries.noted_of(guest)
    days = [
        (
            slot.public_id,
            sentence(when(guest.poll, slot)),
            said.get(slot.id),
            _own(slot.id, said, noted),
        )
        for slot in guest.poll.slots
    ]
    kind = noted_form(days)
    form = kind(formdata=None) if fresh else kind()
    if fresh or not form.is_submitted():
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


def _page(guest: PollGuest, form: NotedForm, address: AddressForm | None = None) -> str:
    poll, person, said, noted = (
        guest.poll,
        guest.person,
        queries.votes_of(guest),
        queries.noted_of(guest),
    )
    stands = {slot.public_id: word_of(said.get(slot.id), slot.id in noted) for slot in poll.slots}
    return render_template(
        "invitations/polls/asked.html",
        poll=poll,
        guest=guest,
        person=person,
        lost=next((each for each in list_lost(poll) if each.record_id == guest.id), None),
        address_form=address
        or AddressForm(formdata=None, email=person.email, version=person.version),
        may_correct=queries.voting_obstacle(poll, clock.now()) is None
        and may.can_correct_address(current_actor(), poll.workshop, person),
        form=form,
        answers=[(sentence(when(poll, slot)), stands[slot.public_id]) for slot in poll.slots],
        hints={
            f"{PREFIX}{key}": _("Stands: %(answer)s", answer=word) for key, word in stands.items()
        },
        open_=poll.state is PollState.OPEN,
        may_note=permissions.can_note_votes(current_actor(), poll.workshop),
        trail=trail_of(poll, guest.person.name),
    )
