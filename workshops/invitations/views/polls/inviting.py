"""From the chosen day to the invitation: everybody polled is chosen already, nothing is retyped."""

import re

from flask import redirect
from werkzeug.wrappers import Response

from workshops.invitations import forms
from workshops.invitations.forms import InviteForm
from workshops.invitations.rules.pasted import read_guests
from workshops.invitations.services.inviting import require_may_invite
from workshops.invitations.views.polls.blueprint import bp, url
from workshops.invitations.views.staff import Filled, check_page
from workshops.planning.models import ParticipantRole, Seat
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries import polls as queries
from workshops.planning.queries.seats import kinds_of
from workshops.web.access import current_actor, needs
from workshops.web.fields import options


@bp.get("/polls/<id:poll_id>/invite")
@needs("P", "invitation")
def invite(poll_id: str) -> str | Response:
    """The check page of the invitation, filled with everybody who was asked."""
    poll = queries.get_poll(current_actor(), poll_id)
    require_may_invite(current_actor(), poll.workshop)
    if poll.chosen is None:
        return redirect(url(poll))
    lines = "\n".join(_lines(poll))
    seat = next(iter(kinds_of(poll.workshop)), Seat.ON_SITE)
    form = InviteForm(guests=lines, role=ParticipantRole.PARTICIPANT, seat=seat)
    form.role.choices = options(forms.ROLES.items())
    form.seat.choices = options(forms.SEATS.items())
    key = [guest.person.email for guest in poll.guests if guest.required and guest.person.email]
    return check_page(Filled(poll.workshop, form, [], read_guests(lines), key))


def _lines(poll: DatePoll) -> list[str]:
    """Name and address of each guest, as a guest list is pasted; the address tells who it is."""
    return [
        f"{re.sub(r'[<>;,@]', ' ', guest.person.name)} <{guest.person.email}>"
        for guest in poll.guests
        if guest.person.email
    ]
