"""Finding a date together: days and people, a check of both, and sending."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app, flash, redirect, render_template
from flask_babel import force_locale, gettext, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.errors import Invalid
from workshops.core.holidays import working_day_from
from workshops.invitations.forms import PollForm
from workshops.invitations.queries import guests as listing
from workshops.invitations.queries.guests import Wanted
from workshops.invitations.rules.pasted import Pasted
from workshops.invitations.services import polling
from workshops.invitations.services.inviting import GuestList
from workshops.invitations.services.polling import Question
from workshops.invitations.views import parts
from workshops.invitations.views.polls.blueprint import bp, offer_times, trail, url
from workshops.people.models import Person
from workshops.planning import permissions
from workshops.planning import queries as planning
from workshops.planning.models import Seat, Workshop
from workshops.planning.queries import dates
from workshops.planning.queries import polls as queries
from workshops.planning.services.polls import PollPlan
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import is_posted, posted_all, posted_form
from workshops.web.fields import options
from workshops.web.language import local_day

USUAL_DAYS = 10


@dataclass(frozen=True)
class Asking:
    """The page as it was sent: the form, who can be chosen, what was read."""

    workshop: Workshop
    form: PollForm
    people: list[Person]
    pasted: Pasted

    @property
    def zone(self) -> str:
        """The zone of the workshop's day, in which days are proposed."""
        return self.workshop.sittings[0].timezone

    @property
    def times(self) -> list[tuple[datetime, int]]:
        """Every proposed day."""
        return self.form.times(self.zone, self.workshop.sittings[0].length_minutes)

    @property
    def guests(self) -> GuestList:
        """The list as the service wants it."""
        ticked = set(self.form.people.data or ())
        chosen = [person for person in self.people if person.public_id in ticked]
        return GuestList(chosen, self.pasted.guests)

    @property
    def wanted(self) -> list[Wanted]:
        """Everybody who would be asked, each address once."""
        guests = self.guests
        plan = listing.plan_of(
            self.workshop, guests.people, guests.pasted, Seat.ON_SITE, clock.now()
        )
        return [*plan.new, *plan.already]

    @property
    def required(self) -> list[str]:
        """The addresses of those who must be there."""
        return posted_all("required")

    def quorum(self, asked: int) -> int:
        """How many must be able to come: what was typed, else half of those asked."""
        return int(self.form.quorum.data or max(1, -(-asked // 2)))

    def plan(self, asked: int) -> PollPlan:
        """The poll as the service wants it."""
        return PollPlan(
            times=self.times,
            closes_at=queries.deadline(self.form.closes_on.data, self.zone),
            quorum=self.quorum(asked),
            timezone=self.zone,
            with_holds=bool(self.form.with_holds.data),
        )


@bp.get("/workshops/<id:workshop_id>/polls/new")
@needs("C", "date_poll")
def new(workshop_id: str) -> str | Response:
    """Days and people on one page; an open poll is shown instead of a second one."""
    asking = _asking(workshop_id)
    there = queries.find_open(asking.workshop)
    if there is not None:
        return redirect(url(there))
    asking.form.closes_on.data = usual_deadline(local_day(clock.now()))
    return _form_page(asking)


@bp.post("/workshops/<id:workshop_id>/polls/check")
@needs("C", "date_poll")
def check(workshop_id: str) -> tuple[str, int] | str:
    """What speaks against each day, and who gets which letter; nothing is sent yet."""
    asking = _asking(workshop_id)
    form = asking.form
    if is_posted("find"):
        return _form_page(asking)
    if not form.validate_on_submit() or asking.pasted.faults:
        return _form_page(asking), 422
    _look_at_days(asking)
    if not asking.guests.people and not asking.pasted.guests:
        form.guests.errors = [_("Choose or paste at least one person.")]
    if form.errors:
        return _form_page(asking), 422
    return _check_page(asking)


def _look_at_days(asking: Asking) -> None:
    """Say so where no day is proposed, or a time that does not exist."""
    try:
        if not asking.times:
            asking.form.form_errors.append(_("Propose at least one day."))
    except Invalid as problem:
        asking.form.put(problem)


@bp.post("/workshops/<id:workshop_id>/polls/new")
@needs("C", "date_poll")
def create(workshop_id: str) -> tuple[str, int] | Response:
    """Send the poll."""
    asking = _asking(workshop_id)
    if asking.pasted.faults:
        return _form_page(asking), 422
    with asking.form.saving(lambda: _form_page(asking)):
        asked = len(asking.wanted)
        poll = polling.ask_for_date(
            current_actor(),
            workshop=asking.workshop,
            plan=asking.plan(asked),
            guests=asking.guests,
            required=asking.required,
        )
    said = ngettext("%(num)s person is asked.", "%(num)s people are asked.", asked)
    flash(said, "success")
    return redirect(url(poll))


def usual_deadline(today: date) -> date:
    """Ten days ahead, or the first working day after."""
    return working_day_from(today + timedelta(days=USUAL_DAYS))


def _asking(workshop_id: str) -> Asking:
    workshop, form = planning.get_workshop(current_actor(), workshop_id), PollForm()
    require(permissions.can_open_poll(current_actor(), workshop))
    ticked = posted_all("people")
    people = parts.people_to_choose(current_actor(), form.search.data or "", ticked)
    form.people.choices = options((person.public_id, person.name) for person in people)
    form.people.process(posted_form())
    chosen = [person for person in people if person.public_id in ticked]
    offer_times(form, workshop, chosen)
    return Asking(workshop, form, people, parts.read_pasted(form.guests.data or ""))


def _form_page(asking: Asking) -> str:
    return render_template(
        "invitations/polls/new.html",
        workshop=asking.workshop,
        form=asking.form,
        people=asking.people,
        pasted=asking.pasted,
        required=asking.required,
        trail=trail(asking.workshop, (_("Find a date together"), None)),
    )


def _check_page(asking: Asking) -> str:
    wanted = asking.wanted
    known = [one.person for one in wanted if one.person and one.address in asking.required]
    return render_template(
        "invitations/polls/check.html",
        workshop=asking.workshop,
        pasted=asking.pasted,
        form=asking.form,
        zone=asking.zone,
        checks=dates.check_slots(asking.workshop, asking.zone, asking.times, known),
        wanted=wanted,
        required=asking.required,
        quorum=asking.quorum(len(wanted)),
        previews=[_preview(asking, spoken) for spoken in sorted({w.language for w in wanted})],
        trail=trail(asking.workshop, (_("Check and send"), None)),
    )


def _preview(asking: Asking, spoken: str) -> tuple[str, str, str]:
    """Language, subject and text of the letter in it."""
    workshop, until = asking.workshop, asking.form.closes_on.data
    days = [(at, at + timedelta(minutes=minutes)) for at, minutes in asking.times]
    question = Question(
        workshop.name,
        workshop.purpose,
        asking.zone,
        days,
        until,
        bool(asking.form.with_holds.data),
    )
    with force_locale(spoken):
        subject = gettext(polling.ASK, title=workshop.name)
        text = render_template(
            "invitations/mail/poll.txt",
            **polling.said(question, spoken),
            kind="ask",
            name=gettext("[name]"),
            manager=workshop.engagement.manager,
            lab_name=current_app.config["SETTINGS"].lab_name,
            language=spoken,
            subject=subject,
            links={"answer": gettext("[the guest's own link]")},
        )
    return spoken, str(subject), text.strip()
