"""Asking more people in a poll that is open."""

from dataclasses import dataclass

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from workshops.invitations.forms import MoreGuestsForm
from workshops.invitations.rules.pasted import Pasted
from workshops.invitations.services import polling
from workshops.invitations.services.inviting import GuestList
from workshops.invitations.views import parts
from workshops.invitations.views.polls.blueprint import bp, trail_of, url
from workshops.people.models import Person
from workshops.planning import permissions
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries import polls as queries
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import is_posted, posted_all, posted_form
from workshops.web.fields import options


@dataclass(frozen=True)
class More:
    """The page as it was sent."""

    poll: DatePoll
    form: MoreGuestsForm
    people: list[Person]
    pasted: Pasted

    @property
    def guests(self) -> GuestList:
        """The list as the service wants it."""
        ticked = set(self.form.people.data or ())
        chosen = [person for person in self.people if person.public_id in ticked]
        return GuestList(chosen, self.pasted.guests)


@bp.get("/polls/<id:poll_id>/guests/new")
@needs("P", "date_poll")
def more_guests(poll_id: str) -> str:
    """Whom else to ask."""
    return _page(_more(poll_id))


@bp.post("/polls/<id:poll_id>/guests/new")
@needs("P", "date_poll")
def ask_more(poll_id: str) -> tuple[str, int] | str | Response:
    """Send them the letter."""
    more = _more(poll_id)
    if is_posted("find"):
        return _page(more)
    if more.pasted.faults:
        return _page(more), 422
    with more.form.saving(lambda: _page(more)):
        new = polling.ask_more(
            current_actor(),
            poll=more.poll,
            guests=more.guests,
            required=bool(more.form.required.data),
        )
    flash(ngettext("%(num)s person is asked.", "%(num)s people are asked.", len(new)), "success")
    return redirect(url(more.poll))


def _more(poll_id: str) -> More:
    poll, form = queries.get_poll(current_actor(), poll_id), MoreGuestsForm()
    require(permissions.can_choose_date(current_actor(), poll.workshop))
    ticked = posted_all("people")
    people = parts.people_to_choose(current_actor(), form.search.data or "", ticked)
    form.people.choices = options((person.public_id, person.name) for person in people)
    form.people.process(posted_form())
    return More(poll, form, people, parts.read_pasted(form.guests.data or ""))


def _page(more: More) -> str:
    return render_template(
        "invitations/polls/guests.html",
        poll=more.poll,
        workshop=more.poll.workshop,
        form=more.form,
        people=more.people,
        pasted=more.pasted,
        trail=trail_of(more.poll, _("Ask more people")),
    )
