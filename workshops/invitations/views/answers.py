"""What a guest sees by personal link: the invitation, three buttons, needs for the day."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as BaseResponse

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_
from workshops.invitations import forms, queries
from workshops.invitations.calendar import words
from workshops.invitations.forms import (
    AnswerForm,
    NeedsForm,
    NewLinkForm,
    SubstituteForm,
)
from workshops.invitations.forms.seats import SwitchForm
from workshops.invitations.models import Invitation
from workshops.invitations.services import answers, door, letters, placing
from workshops.invitations.services.beside import version_of
from workshops.invitations.services.opening import note_opened
from workshops.invitations.views import parts
from workshops.invitations.views.check_in_card import cards_of
from workshops.invitations.views.places import place_words, standing_of
from workshops.planning.models import Answer, Place, Seat, WorkshopState
from workshops.planning.queries.coming import find_proposal
from workshops.planning.queries.needs import find_need
from workshops.planning.queries.seats import other_kind, position_of
from workshops.web import limits
from workshops.web.access import by_link, public
from workshops.web.arguments import asked
from workshops.web.downloads import download
from workshops.web.language import language

bp = Blueprint("answers", __name__)
bp.register_error_handler(Gone, parts.gone_page)
LETTERS_AN_HOUR, TAPS_AN_HOUR = 5, 120
HOUR_SECONDS = 3600


@bp.get("/i/<token:token>")
@by_link("invitation")
def show(token: str) -> str:
    """The invitation. However often it is opened, nothing changes."""
    return _page(token, _invitation(token))


@bp.post("/i/<token:token>")
@by_link("invitation")
def answer(token: str) -> BaseResponse:
    """One tap: yes, maybe or no, for every day or for one."""
    invitation, form = _invitation(token), AnswerForm()
    with form.saving(lambda: _page(token, invitation, form)):
        answers.answer_by_link(
            invitation=invitation,
            answer=Answer(str(form.answer.data)),
            only=_only(invitation, form.only.data),
            seen=form.seen.data or "",
        )
    return redirect(url_for("answers.show", token=token, _anchor="answer"), 303)


@bp.post("/i/<token:token>/opened")
@by_link("invitation")
def opened(token: str) -> Response:
    """The page has been visible for a while, says its script."""
    invitation = _invitation(token)
    with transaction():
        note_opened(invitation=invitation)
    return Response(mimetype="text/plain")


@bp.post("/i/<token:token>/seat")
@by_link("invitation")
def switch(token: str) -> BaseResponse:
    """One tap: online instead of on site, or the other way round."""
    invitation, form = _invitation(token), SwitchForm()
    with form.saving(lambda: _page(token, invitation, form)):
        mine = _only(invitation, form.only.data) or invitation
        placing.switch(
            answers.link_actor(mine),
            participation=mine.participation,
            seat=Seat(str(form.seat.data)),
            seen=form.seen.data or "",
        )
    return redirect(url_for("answers.show", token=token, _anchor="answer"), 303)


@bp.post("/i/<token:token>/needs")
@by_link("invitation")
def say_needs(token: str) -> BaseResponse:
    """What the guest needs on the day, for this workshop alone."""
    invitation, form = _invitation(token), NeedsForm()
    with form.saving(lambda: _page(token, invitation, needs=form)):
        answers.say_needs(
            invitation=invitation, access=form.access.data or "", diet=form.diet.data or ""
        )
    return redirect(url_for("answers.show", token=token, saved="needs", _anchor="needs"), 303)


@bp.get("/i/<token:token>/instead")
@by_link("invitation")
def instead_form(token: str) -> str:
    """Whom the guest would send; the proposal that waits is said."""
    return _instead_page(token, _invitation(token), SubstituteForm())


@bp.post("/i/<token:token>/instead")
@by_link("invitation")
def send_instead(token: str) -> BaseResponse:
    """The guest proposes somebody else; nothing changes until it is agreed."""
    invitation, form = _invitation(token), SubstituteForm()
    with form.saving(lambda: _instead_page(token, invitation, form)):
        door.propose(invitation=invitation, name=form.name.data or "", email=form.email.data or "")
    return redirect(url_for("answers.instead_form", token=token), 303)


@bp.get("/i/<token:token>/entry.ics")
@by_link("invitation")
def entry(token: str) -> Response:
    """The guest's own calendar entry as a file."""
    invitation = _invitation(token)
    answers.open_of_link(invitation)
    here = letters.link_of(invitation, queries.sent_of(invitation)).url()
    content = letters.entry_now(invitation, here)
    return download(content, "workshop.ics", "text/calendar; charset=utf-8")


@bp.get("/invitation-link")
@public
def ask_link() -> str:
    """For somebody who has lost the link."""
    return render_template("invitations/link.html", form=NewLinkForm(), sent=False)


@bp.post("/invitation-link")
@public
def send_link() -> tuple[str, int] | str:
    """Mail the link to the address, if it has one; the answer is always the same."""
    form = NewLinkForm()
    if not form.validate_on_submit():
        return render_template("invitations/link.html", form=form, sent=False), 422
    address = str(form.email.data)
    if limits.within(f"invitation-link:{address.strip().lower()}", LETTERS_AN_HOUR, HOUR_SECONDS):
        with transaction():
            answers.send_new_links(address=address)
    return render_template("invitations/link.html", form=form, sent=True)


def _invitation(token: str) -> Invitation:
    """The invitation behind a token, for whoever does not press too often."""
    invitation = parts.invitation_of(token)
    if request.method == "POST":
        limits.hit(f"invitation:{invitation.id}", TAPS_AN_HOUR, HOUR_SECONDS)
    return invitation


def _only(invitation: Invitation, public_id: str | None) -> Invitation | None:
    """Which of the guest's days a tap is about; None for all of them."""
    if not public_id:
        return None
    mine = answers.open_of_link(invitation)
    found = [each for each in mine if each.public_id == public_id]
    if not found:
        raise NotFound(N_("There is no such invitation."))
    return found[0]


def _page(
    token: str,
    invitation: Invitation,
    form: AnswerForm | SwitchForm | None = None,
    needs: NeedsForm | None = None,
) -> str:
    placed = invitation.participation
    workshop = placed.sitting.workshop
    if workshop.state is WorkshopState.CANCELLED:
        return render_template("invitations/cancelled.html", workshop=workshop)
    need = find_need(workshop, placed.person)
    mine: Sequence[Invitation] = answers.open_of_link(invitation)
    return render_template(
        "invitations/answer.html",
        token=token,
        workshop=workshop,
        person=placed.person,
        days=[_day(each) for each in mine],
        seen=version_of([each.participation for each in mine]),
        cards=cards_of(mine),
        given={each.participation.answer for each in mine},
        open_=any(each.participation.sitting.starts_at > clock.now() for each in mine),
        form=form or AnswerForm(),
        needs=needs or NeedsForm(obj=need),
        saved=asked("saved"),
        words=forms,
    )


def _instead_page(token: str, invitation: Invitation, form: SubstituteForm) -> str:
    answers.open_of_link(invitation)
    return render_template(
        "invitations/send_instead.html",
        token=token,
        workshop=invitation.participation.sitting.workshop,
        proposed=find_proposal(invitation.participation),
        form=form,
    )


def _day(invitation: Invitation) -> dict[str, object]:
    """One sitting as the guest reads it: as it stands now."""
    placed = invitation.participation
    shown = queries.shown_now(placed)
    number = position_of(placed)
    return {
        "id": invitation.public_id,
        "seen": version_of([placed]),
        "answer": placed.answer,
        "standing": standing_of(placed, number),
        "older": invitation.older_answer,
        "when": words.when(shown.starts_at, shown.ends_at, shown.timezone, language()),
        "zone": words.zone_in_words(shown.starts_at, shown.timezone, language()),
        "where": words.where(shown, language()),
        "join_url": shown.join_url,
        "place": place_words(placed, number, language()),
        "offered": placed.place is Place.OFFERED,
        "waiting": placed.place in (Place.WAITING, Place.OFFERED) and placed.answer is Answer.YES,
        "other": other_kind(placed),
        "open": placed.sitting.starts_at > clock.now(),
    }
