"""The agency's answers: by its own link, or by the lab on its behalf."""

from dataclasses import replace

from workshops.adoption import permissions
from workshops.adoption.models import Adoption, AdoptionAsk, Status
from workshops.adoption.rules import Said, check_answer, check_same_agency, is_answered_by
from workshops.adoption.services.asking import Holder, find_or_make, keep_change
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.addresses import normal_address
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed, NotFound, Stale
from workshops.core.text import N_, clean, clean_line
from workshops.mail.rules import check_address


def answer_by_link(*, ask: AdoptionAsk, adoption: Adoption, said: Said, version: int) -> None:
    """The holder of a link answers. Raises Invalid, Stale, and NotFound for another's."""
    if adoption.engagement_id != ask.engagement_id:
        raise NotFound(N_("There is no such recommendation."))
    check_same_agency(said.owner_email, ask.address)
    actor = Actor(ActorKind.LINK, ask.id, ask.name)
    _answer(actor, adoption, said, version, note="")


def answer_on_behalf(
    actor: Actor, *, adoption: Adoption, said: Said, version: int, note: str
) -> None:
    """The lab writes down what the agency said; `note` says how it is known. Raises Invalid."""
    if not permissions.can_answer(actor, adoption.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers answer on behalf."))
    require_there(adoption.deliverable)
    if not clean_line(note):
        raise Invalid(N_("Say how you know, for example: Telephone with Lone Bæk."), "note")
    _answer(actor, adoption, said, version, note=clean_line(note)[:1000])


def _answer(actor: Actor, adoption: Adoption, said: Said, version: int, *, note: str) -> None:
    if adoption.version != version:
        raise Stale(N_("Somebody else has answered meanwhile."))
    said = _cleaned(said)
    check_answer(said, clock.now().date())
    if said.owner_email:
        check_address(said.owner_email)
        holder = Holder(said.owner_name or said.owner_email, said.owner_email, contact=False)
        find_or_make(adoption.engagement, holder)
    keep_change(actor, adoption, _put(adoption, said), note)
    today = clock.now().date()
    for check in adoption.checks:
        if check.done_at is None and is_answered_by(check.due_on, today):
            check.done_at = clock.now()
    db.session.flush()


def _put(adoption: Adoption, said: Said) -> Status:
    """Write an answer down; the status before it."""
    old, adoption.status = adoption.status, said.status
    adoption.reason, adoption.place, adoption.in_use_on = said.reason, said.place, said.in_use_on
    adoption.owner_name, adoption.owner_title = said.owner_name, said.owner_title
    adoption.owner_email = said.owner_email
    adoption.answered_at = clock.now()
    return old


def _cleaned(said: Said) -> Said:
    return replace(
        said,
        reason=clean(said.reason)[:2000],
        place=clean_line(said.place)[:300],
        owner_name=clean_line(said.owner_name)[:200],
        owner_title=clean_line(said.owner_title)[:200],
        owner_email=normal_address(said.owner_email)[:254],
    )
