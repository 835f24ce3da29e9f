"""The public form on which an agency asks for help, and the link that confirms it."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.actor import ANONYMOUS, Actor, ActorKind
from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.engagements.forms import AskForm
from workshops.engagements.models import EngagementRequest, RequestState
from workshops.engagements.queries.requests import get_request_of_link
from workshops.engagements.services.requests import (
    PURPOSE,
    RequestText,
    confirm_request,
    hand_in_request,
)
from workshops.engagements.views.blueprint import bp, month_choices
from workshops.mail import links
from workshops.people.queries import organisation_choices
from workshops.web import limits
from workshops.web.access import by_link, public
from workshops.web.language import language

HOUR = 3600
LANGUAGES = (("da", "Dansk"), ("en", "English"))


@bp.get("/ask")
@public
def request_form() -> str:
    """The empty form."""
    form = AskForm(language=language()).offer(month_choices(), LANGUAGES)
    return render_template("engagements/ask.html", form=form, agencies=organisation_choices())


@bp.post("/ask")
@public
def ask() -> Response | tuple[str, int]:
    """Take a request in; the answer is the same whatever address was given."""
    form = AskForm().offer(month_choices(), LANGUAGES)
    limits.hit(f"ask:{limits.source()}", 10, HOUR)
    if form.validate_on_submit():
        try:
            _hand_in(form)
            return redirect(url_for("engagements.asked"))
        except Problem as problem:
            form.put(problem)
    page = render_template("engagements/ask.html", form=form, agencies=organisation_choices())
    return page, 422


@bp.get("/ask/sent")
@public
def asked() -> str:
    """What happens next."""
    return render_template("engagements/asked.html")


@bp.get("/ask/confirm/<token:token>")
@by_link(PURPOSE)
def confirm_form(token: str) -> str:
    """A button that confirms; or thanks, when it was used before."""
    request = _request_of(token)
    waiting = request.state is RequestState.UNCONFIRMED
    page = "engagements/confirm.html" if waiting else "engagements/confirmed.html"
    return render_template(page, agency_request=request, token=token)


@bp.post("/ask/confirm/<token:token>")
@by_link(PURPOSE)
def confirm(token: str) -> Response:
    """Count the request."""
    request = _request_of(token)
    actor = Actor(ActorKind.LINK, request.id, request.contact_name)
    with transaction():
        confirm_request(actor, request=request)
    return redirect(url_for("engagements.confirm_form", token=token))


def text_of(form: AskForm) -> RequestText:
    """What was typed, as the service wants it."""
    return RequestText(
        agency=form.agency.data or "",
        contact_name=form.contact_name.data or "",
        contact_email=form.contact_email.data or "",
        contact_phone=form.contact_phone.data or "",
        question=form.question.data or "",
        wished_month=form.wished_month.data or "",
        language=form.language.data or "",
    )


def _hand_in(form: AskForm) -> None:
    """Keep the request, but not what a robot has filled in."""
    if form.website.data:
        return
    limits.hit(f"ask:{(form.contact_email.data or '').lower()}", 5, HOUR)
    with transaction():
        hand_in_request(ANONYMOUS, text=text_of(form))


def _request_of(token: str) -> EngagementRequest:
    claim = links.read(PURPOSE, token, clock.now())
    return get_request_of_link(claim.id)
