"""Reads of agencies' requests."""

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import joinedload

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import EngagementRequest, RequestState

SORTS = {
    "received": EngagementRequest.created_at,
    "agency": EngagementRequest.agency,
    "state": EngagementRequest.state,
}


def requests_in(actor: Actor, state: RequestState | None) -> Select[EngagementRequest]:
    """The requests in one state, or all that their senders have confirmed; not ordered."""
    query = _visible(actor).options(joinedload(EngagementRequest.engagement))
    if state is not None:
        return query.where(EngagementRequest.state == state)
    return query.where(EngagementRequest.state != RequestState.UNCONFIRMED)


def get_request(actor: Actor, public_id: str) -> EngagementRequest:
    """One request. Raises NotFound, also when invisible."""
    query = _visible(actor).where(EngagementRequest.public_id == public_id)
    found = db.session.scalar(
        query.options(
            joinedload(EngagementRequest.engagement), joinedload(EngagementRequest.decided_by)
        )
    )
    if found is None:
        raise _missing()
    return found


def get_request_of_link(number: int) -> EngagementRequest:
    """The request that a confirmation link is bound to. Raises NotFound."""
    found = db.session.get(EngagementRequest, number)
    if found is None:
        raise _missing()
    return found


def count_waiting_requests(actor: Actor) -> int:
    """How many requests wait for a decision that the one who asks may make."""
    if not allows(actor, "U", "request"):
        return 0
    waiting = EngagementRequest.state == RequestState.RECEIVED
    return db.session.scalar(select(func.count(EngagementRequest.id)).where(waiting)) or 0


def _visible(actor: Actor) -> Select[EngagementRequest]:
    query = select(EngagementRequest)
    return query if allows(actor, "R", "request") else query.where(false())


def _missing() -> NotFound:
    return NotFound(N_("There is no such request."))
