"""The way from a draft to an issued version: asked, approved by a second person, frozen."""

from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import func, select

from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.models.issued import (
    DeliverableVersion,
    Recommendation,
    VersionSource,
)
from workshops.deliverables.queries.documents import Imprint, canonical, document_of, stamp_of
from workshops.deliverables.queries.reviews import readiness_of
from workshops.deliverables.rules import approval
from workshops.deliverables.services import lock, note, withdraw_approval
from workshops.deliverables.services.approving import post_approval
from workshops.deliverables.services.finding import put_deliverable
from workshops.deliverables.services.rendering import queue_rendering
from workshops.deliverables.services.reviewing import end_round
from workshops.documents.blocks import source_keys

Printing = Callable[[int], Imprint]


def ask_approval(actor: Actor, *, deliverable: Deliverable, approver: User | None) -> Deliverable:
    """Ask a second person to approve; it stands on Today, and a letter brings it.

    Raises Invalid, Conflict.
    """
    _require_send(actor, deliverable)
    lock(deliverable)
    if deliverable.state not in (DeliverableState.DRAFT, DeliverableState.IN_REVIEW):
        raise Conflict(N_("Only a draft can be approved."))
    if approver is None or not may_approve(deliverable, approver):
        raise Invalid(N_("Choose somebody else than the author who may approve."), "approver")
    missing = approval.wanting(readiness_of(deliverable))
    if missing:
        raise Invalid(missing[0].label)
    deliverable.approver_id = approver.id
    db.session.flush()
    note(actor, "approval_asked", deliverable, fields=[approver.name])
    post_approval(actor, deliverable, approver)
    return deliverable


def may_approve(deliverable: Deliverable, user: User) -> bool:
    """Whether an account could be the second person for this draft."""
    second = approval.is_second_person(deliverable.author_id, user.id, user.role)
    return second and permissions.can_approve_drafts(user.actor(), deliverable.engagement)


def approve(actor: Actor, *, deliverable: Deliverable, seen: str) -> Deliverable:
    """Approve the words that were `seen`, as the second person. Raises Conflict, Invalid, Stale."""
    if not permissions.can_approve_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only a project manager or an administrator can approve."))
    require_there(deliverable)
    lock(deliverable)
    if actor.role is None:
        raise NotAllowed(N_("Only a project manager or an administrator can approve."))
    approval.check_approval(readiness_of(deliverable), deliverable.author_id, actor.id, actor.role)
    if stamp_of(deliverable) != seen:
        raise Stale(N_("The draft has changed since you read it. Read it once more."))
    deliverable.state = DeliverableState.APPROVED
    deliverable.approved_by = db.session.get(User, actor.id)
    deliverable.approved_at = clock.now()
    deliverable.approver_id = None
    end_round(deliverable)
    db.session.flush()
    note(actor, "approved", deliverable)
    return deliverable


def take_back_approval(actor: Actor, *, deliverable: Deliverable) -> Deliverable:
    """Make an approved draft a draft again. Raises Conflict when it is not approved."""
    if not permissions.can_approve_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only a project manager or an administrator can approve."))
    require_there(deliverable)
    lock(deliverable)
    if deliverable.state is not DeliverableState.APPROVED:
        raise Conflict(N_("This draft is not approved."))
    withdraw_approval(deliverable)
    db.session.flush()
    note(actor, "approval_taken_back", deliverable)
    return deliverable


def issue(actor: Actor, *, deliverable: Deliverable, printing: Printing) -> DeliverableVersion:
    """Freeze an approved draft as the next version and have its files made.

    `printing` gives what stands on the title page of a version number. Of many at the same moment
    one issues and the others get Conflict.
    """
    _require_send(actor, deliverable)
    lock(deliverable)
    approval.check_issue(deliverable.state)
    version, keys = _frozen(actor, deliverable, printing)
    db.session.add(version)
    deliverable.state = DeliverableState.ISSUED
    db.session.flush()
    _supersede_earlier(version)
    _keep_links(version, keys)
    db.session.flush()
    note(actor, "issued", deliverable, fields=[str(version.number)])
    put_deliverable(version)
    queue_rendering(version)
    return version


def begin_next(actor: Actor, *, deliverable: Deliverable) -> Deliverable:
    """Take an issued deliverable up again; its text is the draft of the next version."""
    _require_send(actor, deliverable)
    lock(deliverable)
    if deliverable.state is not DeliverableState.ISSUED:
        raise Conflict(N_("The next version has been begun already."))
    deliverable.state = DeliverableState.DRAFT
    deliverable.approved_by = deliverable.approved_at = None
    deliverable.review_waived = ""
    db.session.flush()
    note(actor, "next_begun", deliverable)
    return deliverable


def _require_send(actor: Actor, deliverable: Deliverable) -> None:
    if not permissions.can_send_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can issue deliverables."))
    require_there(deliverable)


def _frozen(
    actor: Actor, deliverable: Deliverable, printing: Printing
) -> tuple[DeliverableVersion, list[str]]:
    """The next version, and the keys of what its sentences rest on."""
    now = clock.now()
    number = _next_number(deliverable)
    document = document_of(deliverable, printing(number))
    frozen = canonical(document)
    version = DeliverableVersion(
        deliverable=deliverable,
        number=number,
        title=deliverable.title,
        language=deliverable.language,
        document=frozen,
        sha256=sha256(frozen).hexdigest(),
        journal_number=deliverable.journal_number,
        short_description=deliverable.short_description,
        written_by=deliverable.author.name,
        approved_by=deliverable.approved_by.name if deliverable.approved_by else "",
        approved_at=deliverable.approved_at or now,
        issued_by=actor.name,
        issued_at=now,
    )
    return version, source_keys(document)


def _next_number(deliverable: Deliverable) -> int:
    last = db.session.scalar(
        select(func.max(DeliverableVersion.number)).where(
            DeliverableVersion.deliverable_id == deliverable.id
        )
    )
    return (last or 0) + 1


def _supersede_earlier(version: DeliverableVersion) -> None:
    earlier = select(DeliverableVersion).where(
        DeliverableVersion.deliverable_id == version.deliverable_id,
        DeliverableVersion.number < version.number,
        DeliverableVersion.superseded_at.is_(None),
    )
    for row in db.session.scalars(earlier.order_by(DeliverableVersion.id)).all():
        row.superseded_at = version.issued_at


def _keep_links(version: DeliverableVersion, keys: list[str]) -> None:
    """What the agency will answer, and what the version rests on."""
    wanted = [row for row in version.deliverable.recommendations if not row["left_out"]]
    for number, row in enumerate(wanted, 1):
        db.session.add(
            Recommendation(
                version_id=version.id,
                number=number,
                key=row["key"],
                kind=row["kind"],
                text=row["text"],
            )
        )
    named = dict.fromkeys([*keys, *(key for row in wanted for key in row["sources"])])
    db.session.add_all(VersionSource(version_id=version.id, key=key) for key in named)
