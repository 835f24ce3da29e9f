"""Pages for those who invite: guests, choosing and checking, updates."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.invitations import forms, permissions
from workshops.invitations.forms import InviteForm, UpdateForm
from workshops.invitations.queries import guests as listing
from workshops.invitations.queries.incoming import OtherTime, list_other_times
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.rules.pasted import Pasted
from workshops.invitations.services.inviting import GuestList, invite, require_may_invite
from workshops.invitations.services.updates import send_updates
from workshops.invitations.views import parts, timeline
from workshops.invitations.views.places import standing_of
from workshops.people.models import Person
from workshops.planning import queries as planning
from workshops.planning.models import Answer, ParticipantRole, Seat, Workshop
from workshops.planning.queries.coming import list_proposals
from workshops.planning.queries.seats import kinds_of, list_counts
from workshops.planning.queries.standing import list_held
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked, is_posted, posted_all, posted_form
from workshops.web.fields import options
from workshops.web.pages import Pagination, asked_number

bp = Blueprint("invitations", __name__, url_prefix="/workshops/<id:workshop_id>")
PER_PAGE = 25


@dataclass(frozen=True)
class Filled:
    """An invite page as it was sent: the form, who can be chosen, what was read.

    `key` has the addresses of those who may not be missing, as a date poll hands them on.
    """

    workshop: Workshop
    form: InviteForm
    people: list[Person]
    pasted: Pasted
    key: Sequence[str] = ()

    @property
    def chosen(self) -> list[Person]:
        """The people of the directory who are ticked."""
        ticked = set(self.form.people.data or ())
        return [person for person in self.people if person.public_id in ticked]

    @property
    def guests(self) -> GuestList:
        """The list as the service wants it."""
        role, seat = ParticipantRole(self.form.role.data), Seat(self.form.seat.data)
        return GuestList(self.chosen, self.pasted.guests, role, seat, frozenset(self.key))


@bp.get("/guests")
@needs("R", "invitation")
def guests(workshop_id: str) -> str:
    """Who is invited, what was sent, what they answered."""
    workshop = _seen(workshop_id)
    everybody = listing.list_guests(workshop)
    wish = asked("answer")
    queue = listing.waiting_list(everybody)
    chosen = [guest for guest in everybody if not wish or listing.answered(guest, wish)]
    chosen = queue if wish == "waiting" else chosen
    page = max(1, asked_number("page", -(-len(chosen) // PER_PAGE)))
    shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
    return render_template(
        "invitations/guests.html",
        workshop=workshop,
        trail=parts.trail(workshop, (_("Guests"), None)),
        everybody=everybody,
        pagination=Pagination(shown, page, len(chosen), PER_PAGE),
        lines=timeline.lines(
            workshop, [entry.participation for guest in shown for entry in guest.entries]
        ),
        wish=wish,
        proposals=list_proposals(workshop.id),
        waiting=listing.count_outdated(everybody),
        proposed=_other_times(workshop),
        may_invite=permissions.can_invite(current_actor(), workshop),
        words=forms,
        queue=queue,
        numbers=listing.numbers_waiting(everybody),
        standing_of=standing_of,
        seats=list_counts(workshop),
    )


@bp.get("/invite")
@needs("P", "invitation")
def invite_form(workshop_id: str) -> str:
    """Choosing and pasting."""
    return _invite_page(_filled(workshop_id))


@bp.post("/invite/read")
@needs("P", "invitation")
def read_pasted(workshop_id: str) -> str:
    """What of a pasted list can be read so far, while it is being typed."""
    filled = _filled(workshop_id)
    return render_template("invitations/_pasted.html", pasted=filled.pasted)


@bp.post("/invite/check")
@needs("P", "invitation")
def check(workshop_id: str) -> tuple[str, int] | str:
    """Who will get what; nothing is sent yet."""
    filled = _filled(workshop_id)
    if is_posted("find"):
        return _invite_page(filled)
    if not filled.form.validate_on_submit() or filled.pasted.faults:
        return _invite_page(filled), 422
    if not filled.chosen and not filled.pasted.guests:
        filled.form.guests.errors = [_("Choose or paste at least one person.")]
        return _invite_page(filled), 422
    return check_page(filled)


@bp.post("/invite/send")
@needs("P", "invitation")
def send(workshop_id: str) -> tuple[str, int] | Response:
    """Send the invitations."""
    filled = _filled(workshop_id)
    if filled.pasted.faults:
        return _invite_page(filled), 422
    with filled.form.saving(lambda: _invite_page(filled)):
        sent = invite(current_actor(), workshop=filled.workshop, guests=filled.guests)
    flash(ngettext("%(num)s invitation sent.", "%(num)s invitations sent.", len(sent)), "success")
    return redirect(url_for("invitations.guests", workshop_id=workshop_id))


@bp.get("/update")
@needs("P", "invitation")
def update_form(workshop_id: str) -> str:
    """Who will get an updated entry, what they answered, who is asked again."""
    return _update_page(_mine(workshop_id), UpdateForm())


@bp.post("/update")
@needs("P", "invitation")
def update(workshop_id: str) -> tuple[str, int] | Response:
    """Send the updates that the page showed."""
    workshop, form = _mine(workshop_id), UpdateForm()
    with form.saving(lambda: _update_page(workshop, form)):
        sent = send_updates(current_actor(), workshop=workshop, seen=form.seen.data or "")
    flash(ngettext("%(num)s update sent.", "%(num)s updates sent.", sent), "success")
    return redirect(url_for("invitations.guests", workshop_id=workshop_id))


def _other_times(workshop: Workshop) -> Sequence[OtherTime]:
    """Other times that wait for a decision, for those who may decide."""
    may = permissions.can_invite(current_actor(), workshop)
    return list_other_times(workshop) if may else []


def _seen(workshop_id: str) -> Workshop:
    """A workshop whose guests the one who asks may see."""
    workshop = planning.get_workshop(current_actor(), workshop_id)
    permissions.require_see_guests(current_actor(), workshop)
    return workshop


def _mine(workshop_id: str) -> Workshop:
    """A workshop that the one who asks may invite to."""
    workshop = planning.get_workshop(current_actor(), workshop_id)
    require_may_invite(current_actor(), workshop)
    return workshop


def _filled(workshop_id: str) -> Filled:
    workshop, form = _mine(workshop_id), InviteForm()
    form.role.choices = options(forms.ROLES.items())
    form.seat.choices = options(forms.SEATS.items())
    kinds = kinds_of(workshop)
    if not form.seat.data and len(kinds) == 1:
        form.seat.data = kinds[0].value
    ticked = posted_all("people")
    people = parts.people_to_choose(current_actor(), form.search.data or "", ticked)
    form.people.choices = options((person.public_id, person.name) for person in people)
    form.people.process(posted_form())
    pasted, key = parts.read_pasted(form.guests.data or ""), posted_all("key")
    return Filled(workshop, form, people, pasted, key)


def _invite_page(filled: Filled) -> str:
    return render_template(
        "invitations/invite.html",
        workshop=filled.workshop,
        form=filled.form,
        people=filled.people,
        pasted=filled.pasted,
        key=filled.key,
        trail=parts.trail(
            filled.workshop,
            (_("Guests"), url_for("invitations.guests", workshop_id=filled.workshop.public_id)),
            (_("Invite"), None),
        ),
    )


def check_page(filled: Filled) -> str:
    """Who will get what, with the letter as it will be."""
    guests = filled.guests
    plan = listing.plan_of(filled.workshop, guests.people, guests.pasted, guests.seat, clock.now())
    key = guests.role is ParticipantRole.KEY_PERSON
    return render_template(
        "invitations/check.html",
        workshop=filled.workshop,
        form=filled.form,
        plan=plan,
        pasted=filled.pasted,
        key=filled.key,
        clashes=listing.list_key_clashes(filled.workshop, plan) if key else [],
        role=forms.ROLES[guests.role],
        previews=parts.previews(filled.workshop, plan.languages, guests.seat),
        trail=parts.trail(
            filled.workshop,
            (_("Guests"), url_for("invitations.guests", workshop_id=filled.workshop.public_id)),
            (_("Check and send"), None),
        ),
    )


def _update_page(workshop: Workshop, form: UpdateForm) -> str:
    updates = updates_of(workshop, clock.now())
    form.seen.data = updates.fingerprint
    return render_template(
        "invitations/update.html",
        workshop=workshop,
        form=form,
        pending=updates.pending,
        uninvited=updates.uninvited,
        held=list_held(workshop, clock.now()),
        what_changed=parts.what_changed,
        words=forms,
        none=Answer.NONE,
        trail=parts.trail(
            workshop,
            (_("Guests"), url_for("invitations.guests", workshop_id=workshop.public_id)),
            (_("Send update"), None),
        ),
    )
