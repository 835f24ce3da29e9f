"""Requests from agencies: handed in, confirmed, accepted or declined."""

from dataclasses import dataclass
from datetime import timedelta

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db
from workshops.core.deadlines import last_day
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.locale import long_day
from workshops.core.text import N_, clean, clean_line
from workshops.engagements import permissions, services
from workshops.engagements.models import Engagement, EngagementRequest, RequestState
from workshops.engagements.queries.listing import find_agency
from workshops.engagements.services import EngagementPlan
from workshops.engagements.services.versions import check_version
from workshops.mail.links import LinkSpec
from workshops.mail.outbox import Draft, post

PURPOSE = "request"
CONFIRM_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class RequestText:
    """What an agency asks, as typed. `wished_month` is "2027-01" or empty."""

    agency: str
    contact_name: str
    contact_email: str
    question: str
    contact_phone: str = ""
    wished_month: str = ""
    language: str = "da"


def hand_in_request(actor: Actor, *, text: RequestText) -> EngagementRequest:
    """Take a request in. From a stranger it counts only once the mailed link has been used.

    Staff who type for an agency need no confirmation. Raises Invalid for what is missing.
    """
    if not permissions.can_ask(actor):
        raise NotAllowed(N_("Your role does not hand in requests."))
    known = actor.kind is not ActorKind.ANONYMOUS
    agency = find_agency(text.agency)
    request = EngagementRequest(
        agency=_line(text.agency, "agency", N_("Enter the name of the organisation.")),
        organisation=agency,
        contact_name=_line(text.contact_name, "contact_name", N_("Enter a name.")),
        contact_email=_line(text.contact_email, "contact_email", N_("Enter an e-mail address.")),
        contact_phone=clean_line(text.contact_phone),
        question=_text(text.question),
        wished_month=text.wished_month,
        language=text.language,
        state=RequestState.RECEIVED if known else RequestState.UNCONFIRMED,
        confirmed_at=clock.now() if known else None,
    )
    db.session.add(request)
    db.session.flush()
    activity.record(actor, "handed_in", request, title=request.agency)
    if not known:
        _ask_to_confirm(request)
    return request


def confirm_request(actor: Actor, *, request: EngagementRequest) -> EngagementRequest:
    """Count a request whose sender has used the mailed link; doing it twice changes nothing."""
    if request.state is RequestState.UNCONFIRMED:
        request.state = RequestState.RECEIVED
        request.confirmed_at = clock.now()
        db.session.flush()
        activity.record(actor, "confirmed", request, title=request.agency)
    return request


def accept_request(
    actor: Actor, *, request: EngagementRequest, version: int, plan: EngagementPlan
) -> Engagement:
    """Open the engagement that a request asks for. Raises as opening one does, and Conflict."""
    _may_decide(actor, request, version)
    engagement = services.open_engagement(actor, plan=plan)
    request.organisation = plan.organisation
    request.engagement = engagement
    _decide(actor, request, RequestState.ACCEPTED, "")
    activity.record(actor, "accepted", request, title=request.agency, engagement_id=engagement.id)
    return engagement


def decline_request(
    actor: Actor, *, request: EngagementRequest, version: int, reason: str, letter: str
) -> EngagementRequest:
    """Say no with a reason for the lab's own records, and with a letter to the one who asked.

    Raises Invalid when reason or letter is empty, Conflict when somebody has decided.
    """
    _may_decide(actor, request, version)
    reason, letter = clean(reason), clean(letter)
    if not reason:
        raise Invalid(N_("Say why the request is declined."), "reason")
    if not letter:
        raise Invalid(N_("Write the letter."), "letter")
    _decide(actor, request, RequestState.DECLINED, reason)
    activity.record(actor, "declined", request, title=request.agency, reason=reason)
    post(
        Draft(
            to_address=request.contact_email,
            to_name=request.contact_name,
            language=request.language,
            subject=N_("About your request"),
            template="engagements/letters/declined",
            kind="request_declined",
            lane=f"request:{request.id}",
            context={"name": request.contact_name, "paragraphs": letter.split("\n\n")},
            record_kind=request.__tablename__,
            record_id=request.id,
        )
    )
    return request


def _ask_to_confirm(request: EngagementRequest) -> None:
    expires_at = clock.now() + CONFIRM_WITHIN
    link = LinkSpec("/ask/confirm/{token}", PURPOSE, request.id, 1, expires_at)
    post(
        Draft(
            to_address=request.contact_email,
            to_name=request.contact_name,
            language=request.language,
            subject=N_("Confirm your request"),
            template="engagements/letters/confirm",
            kind="request_confirmation",
            lane=f"request:{request.id}",
            context={
                "name": request.contact_name,
                "agency": request.agency,
                "question": request.question,
                "until": long_day(last_day(link.ends_at), request.language),
            },
            links={"confirm": link},
            record_kind=request.__tablename__,
            record_id=request.id,
        )
    )


def _may_decide(actor: Actor, request: EngagementRequest, version: int) -> None:
    if not permissions.can_decide_requests(actor):
        raise NotAllowed(N_("Only a project manager can decide about requests."))
    if request.state is not RequestState.RECEIVED:
        raise Conflict(N_("The request has already been decided, or is not confirmed yet."))
    check_version(request, version)


def _decide(actor: Actor, request: EngagementRequest, state: RequestState, reason: str) -> None:
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by_id = clock.now(), actor.id
    db.session.flush()


def _line(text: str, field: str, message: str) -> str:
    line = clean_line(text)
    if not line:
        raise Invalid(message, field)
    return line


def _text(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise Invalid(N_("Enter the question."), "question")
    return cleaned
