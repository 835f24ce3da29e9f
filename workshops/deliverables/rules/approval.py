"""When a draft may be approved and issued, and by whom."""

from dataclasses import dataclass

from workshops.core.actor import Role
from workshops.core.errors import Conflict, Invalid
from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.deliverables.models.kinds import DeliverableState

APPROVERS = (Role.PROJECT_MANAGER, Role.ADMINISTRATOR)


class Wanting(Worded):
    """What still has to be done before a draft can be approved."""

    COMPOSE = "compose", N_("Compose the draft.")
    OFFERS = "offers", N_("Decide about the texts that the evidence has changed.")
    COMMENTS = "comments", N_("Settle the agency’s comments.")
    REVIEW = "review", N_("Let the agency approve it, or say why it is issued without.")
    JOURNAL = "journal", N_("Enter the journal number.")
    DESCRIPTION = "description", N_("Write the short description for the journal.")


@dataclass(frozen=True)
class Readiness:
    """What is known of a draft that somebody wants to approve."""

    state: DeliverableState
    composed: bool
    offers: int
    comments: int
    agency_approved: bool
    waived: bool
    journal_number: str
    short_description: str


def wanting(draft: Readiness) -> tuple[Wanting, ...]:
    """What has to be done first, in the order in which it is done."""
    missing = {
        Wanting.COMPOSE: not draft.composed,
        Wanting.OFFERS: draft.offers > 0,
        Wanting.COMMENTS: draft.comments > 0,
        Wanting.REVIEW: not (draft.agency_approved or draft.waived),
        Wanting.JOURNAL: not draft.journal_number,
        Wanting.DESCRIPTION: not draft.short_description,
    }
    return tuple(what for what, is_missing in missing.items() if is_missing)


def is_second_person(author_id: int, person_id: int | None, role: Role | None) -> bool:
    """Whether somebody may approve: a project manager or administrator, and not the author."""
    return role in APPROVERS and person_id is not None and person_id != author_id


def check_approval(draft: Readiness, author_id: int, person_id: int | None, role: Role) -> None:
    """Raise Conflict or Invalid when this person cannot approve this draft now."""
    if draft.state not in (DeliverableState.DRAFT, DeliverableState.IN_REVIEW):
        raise Conflict(N_("Only a draft can be approved."))
    if not is_second_person(author_id, person_id, role):
        raise Conflict(
            N_("Somebody else than the author must approve: a project manager or an administrator.")
        )
    missing = wanting(draft)
    if missing:
        raise Invalid(missing[0].label)


def check_issue(state: DeliverableState) -> None:
    """Raise Conflict when a deliverable is not approved, or has just been issued."""
    if state is DeliverableState.ISSUED:
        raise Conflict(N_("This has just been issued by somebody else."))
    if state is not DeliverableState.APPROVED:
        raise Conflict(N_("A second person must approve the draft before it is issued."))


def check_open(state: DeliverableState) -> None:
    """Raise Conflict when the words can no longer be changed."""
    if state is DeliverableState.ISSUED:
        raise Conflict(N_("This version is issued. Begin a new version to change it."))
