"""Requests from agencies, for staff."""

from flask import flash, redirect, render_template, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from workshops.activity.queries import list_for_record
from workshops.engagements.forms import BehalfForm, DeclineForm, OpenForm
from workshops.engagements.models import EngagementRequest, RequestState
from workshops.engagements.permissions import can_decide_requests
from workshops.engagements.queries.requests import SORTS, get_request, requests_in
from workshops.engagements.services import requests
from workshops.engagements.services.contacts import contact_of_request
from workshops.engagements.views import reading
from workshops.engagements.views.asking import LANGUAGES, text_of
from workshops.engagements.views.blueprint import bp, month_choices, to_engagement
from workshops.engagements.views.records import open_form
from workshops.people.queries import organisation_choices
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.pages import paginate, sorting

Answer = Response | tuple[str, int]


@bp.get("/engagements/requests", endpoint="requests")
@needs("R", "request")
def request_list() -> str:
    """Requests, those that wait for a decision first."""
    wish = asked("state", RequestState.RECEIVED.value)
    state = RequestState(wish) if wish in list(RequestState) else None
    chosen, column = sorting(SORTS, "-received")
    query = requests_in(current_actor(), state).order_by(column, EngagementRequest.id)
    return render_template(
        "engagements/requests.html",
        page=paginate(query),
        sorting=chosen,
        state=state,
        states=list(RequestState),
        may_decide=can_decide_requests(current_actor()),
    )


@bp.get("/engagements/requests/new")
@needs("C", "request")
def new_request() -> str:
    """A request that came by phone or by mail."""
    form = BehalfForm().offer(month_choices(), LANGUAGES)
    return _behalf_page(form)


@bp.post("/engagements/requests/new")
@needs("C", "request")
def add_request() -> Response:
    """Keep a request on behalf of an agency."""
    form = BehalfForm().offer(month_choices(), LANGUAGES)
    with form.saving(lambda: _behalf_page(form)):
        made = requests.hand_in_request(current_actor(), text=text_of(form))
    flash(gettext("The request is written down."), "success")
    return redirect(url_for("engagements.request_page", request_id=made.public_id))


@bp.get("/engagements/requests/<id:request_id>")
@needs("R", "request")
def request_page(request_id: str) -> str:
    """One request and what can be done about it."""
    found = get_request(current_actor(), request_id)
    may_decide = can_decide_requests(current_actor())
    return render_template(
        "engagements/request.html",
        agency_request=found,
        may_decide=may_decide,
        happened=list_for_record(found),
    )


@bp.get("/engagements/requests/<id:request_id>/accept")
@needs("U", "request")
def accept_form(request_id: str) -> str:
    """The new engagement, filled in from the request."""
    found = get_request(current_actor(), request_id)
    form = open_form(
        version=found.version,
        organisation=found.organisation.name if found.organisation else found.agency,
        question=found.question,
        target_month=found.wished_month,
        manager=reading.public_id_of(current_actor()),
    )
    return _accept_page(form, found)


@bp.post("/engagements/requests/<id:request_id>/accept")
@needs("U", "request")
def accept(request_id: str) -> Answer:
    """Open the engagement; the one who asked becomes its first contact."""
    actor = current_actor()
    found, form = get_request(actor, request_id), open_form()
    with form.saving(lambda: _accept_page(form, found)):
        agency = reading.agency_named(form.organisation.data or "")
        contact = contact_of_request(actor, request=found, organisation=agency)
        plan = reading.plan_of_new(form, contacts=[contact])
        version = form.version.data or 0
        opened = requests.accept_request(actor, request=found, version=version, plan=plan)
    flash(gettext("The request is accepted, and its engagement is open."), "success")
    return to_engagement(opened)


@bp.get("/engagements/requests/<id:request_id>/decline")
@needs("U", "request")
def decline_form(request_id: str) -> str:
    """Why not, and the letter, written for a start in the contact's language."""
    found = get_request(current_actor(), request_id)
    form = DeclineForm(data={"version": found.version, "letter": _letter(found)})
    return render_template("engagements/decline.html", form=form, agency_request=found)


@bp.post("/engagements/requests/<id:request_id>/decline")
@needs("U", "request")
def decline(request_id: str) -> Response:
    """Say no, and send the letter."""
    found, form = get_request(current_actor(), request_id), DeclineForm()
    with form.saving(
        lambda: render_template("engagements/decline.html", form=form, agency_request=found)
    ):
        requests.decline_request(
            current_actor(),
            request=found,
            version=form.version.data or 0,
            reason=form.reason.data or "",
            letter=form.letter.data or "",
        )
    flash(gettext("The request is declined, and the letter is on its way."), "success")
    return redirect(url_for("engagements.request_page", request_id=request_id))


def _letter(found: EngagementRequest) -> str:
    """What we say unless somebody finds better words."""
    with force_locale(found.language):
        return str(
            gettext(
                "Thank you for writing to us about this:\n\n“%(question)s”\n\n"
                "We have read your request with care. We cannot take it on at present.\n\n"
                "You are welcome to write to us again.",
                question=found.question,
            )
        )


def _accept_page(form: OpenForm, found: EngagementRequest) -> str:
    return render_template(
        "engagements/accept.html",
        form=form,
        agency_request=found,
        agencies=organisation_choices(),
    )


def _behalf_page(form: BehalfForm) -> str:
    agencies = organisation_choices()
    return render_template("engagements/behalf.html", form=form, agencies=agencies)
