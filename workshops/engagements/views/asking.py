"""The public form on which an agency asks for help, and the link that confirms it."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.actor import ANONYMOUS, Actor, ActorKind
from workshops.core.db import transaction
from workshops.core.errors import Problem, TooMany
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
from workshops.web.errors import retry_after
from workshops.web.language import language

HOUR = 3600
BY_ADDRESS_AND_SOURCE, BY_ADDRESS, BY_SOURCE = 5, 20, 60  # requests handed in within an hour
LANGUAGES = (("da", "Dansk"), ("en", "English"))


@bp.get("/ask")
@public
def request_form() -> str:
    """The empty form."""
    form = AskForm(language=language()).offer(month_choices(), LANGUAGES)
    return _form_page(form)


@bp.post("/ask")
@public
def ask() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Take a request in; the answer is the same whatever address was given."""
    form = AskForm().offer(month_choices(), LANGUAGES)
    if form.validate_on_submit():
        try:
            _hand_in(form)
            return redirect(url_for("engagements.asked"))
        except TooMany as problem:
            form.put(problem)
            return _form_page(form), problem.status, retry_after(problem)
        except Problem as problem:
            form.put(problem)
    return _form_page(form), 422


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


def _form_page(form: AskForm) -> str:
    return render_template("engagements/ask.html", form=form, agencies=organisation_choices())


def _hand_in(form: AskForm) -> None:
    """Keep the request, but not what a robot has filled in."""
    if form.website.data:
        return
    address = (form.contact_email.data or "").lower()
    limits.hit(f"ask:{address}@{limits.source()}", BY_ADDRESS_AND_SOURCE, HOUR)
    limits.hit(f"ask:{address}", BY_ADDRESS, HOUR)
    limits.hit(f"ask@{limits.source()}", BY_SOURCE, HOUR)
    with transaction():
        hand_in_request(ANONYMOUS, text=text_of(form))


def _request_of(token: str) -> EngagementRequest:
    claim = links.read(PURPOSE, token, clock.now())
    return get_request_of_link(claim.id)
