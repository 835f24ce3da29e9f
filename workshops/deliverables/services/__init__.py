"""Making, describing and deleting deliverables."""

from dataclasses import dataclass

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed
from workshops.core.text import N_, clean_line
from workshops.deliverables import permissions
from workshops.deliverables.models import Deliverable, DeliverableKind, DeliverableState
from workshops.deliverables.rules.approval import check_open
from workshops.engagements.models import Engagement
from workshops.engagements.services.versions import check_version
from workshops.experiments.models import Experiment
from workshops.planning.models import Workshop

SUBJECTS = {
    DeliverableKind.EXPERIMENT_REPORT: "experiment",
    DeliverableKind.WORKSHOP_REPORT: "workshop",
}


@dataclass(frozen=True)
class Facts:
    """What a person says of a deliverable besides its content."""

    title: str
    journal_number: str
    short_description: str
    library_listed: bool
    review_waived: str = ""


def make_deliverable(
    actor: Actor,
    *,
    engagement: Engagement,
    kind: DeliverableKind,
    language: str,
    title: str,
    subject: Experiment | Workshop | None = None,
) -> Deliverable:
    """Begin a deliverable with a first description for the journal; it is composed next.

    Raises Invalid when a report has no subject.
    """
    if not permissions.can_make_drafts(actor, engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can make deliverables."))
    require_there(subject)
    if kind in SUBJECTS and subject is None:
        raise Invalid(N_("Choose what the report is about."), "subject")
    title = clean_line(title)[:300]
    made = Deliverable(
        engagement=engagement,
        kind=kind,
        language=language,
        title=title,
        short_description=f"{title} – {engagement.organisation.name}"[:300],
        author_id=actor.id,
        experiment=subject if isinstance(subject, Experiment) else None,
        workshop=subject if isinstance(subject, Workshop) else None,
    )
    db.session.add(made)
    db.session.flush()
    note(actor, "created", made)
    return made


def describe(actor: Actor, *, deliverable: Deliverable, version: int, facts: Facts) -> Deliverable:
    """Change title, journal number and the like. Raises Stale, Conflict, Invalid."""
    require_edit(actor, deliverable)
    check_version(deliverable, version)
    if not clean_line(facts.title):
        raise Invalid(N_("Enter a title."), "title")
    before = _said(deliverable)
    deliverable.title = clean_line(facts.title)
    deliverable.journal_number = clean_line(facts.journal_number)
    deliverable.short_description = clean_line(facts.short_description)
    deliverable.library_listed = facts.library_listed
    deliverable.review_waived = clean_line(facts.review_waived)
    if _said(deliverable)["title"] != before["title"]:
        withdraw_approval(deliverable)
    db.session.flush()
    changed = [name for name, value in _said(deliverable).items() if value != before[name]]
    note(actor, "changed", deliverable, fields=changed)
    return deliverable


def delete_deliverable(actor: Actor, *, deliverable: Deliverable) -> None:
    """Take a draft out of sight for 30 days. Raises Conflict once it was issued."""
    _require_delete(actor, deliverable)
    check_open(deliverable.state)
    deliverable.deleted_at = clock.now()
    db.session.flush()
    note(actor, "deleted", deliverable)


def restore_deliverable(actor: Actor, *, deliverable: Deliverable) -> Deliverable:
    """Bring a deleted draft back."""
    _require_delete(actor, deliverable)
    deliverable.deleted_at = None
    db.session.flush()
    note(actor, "restored", deliverable)
    return deliverable


def require_edit(actor: Actor, deliverable: Deliverable) -> None:
    """Raise NotAllowed or Conflict when this person cannot change this deliverable's words now."""
    if not permissions.can_edit_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can change its drafts."))
    require_there(deliverable)
    lock(deliverable)
    check_open(deliverable.state)


def lock(deliverable: Deliverable) -> None:
    """Hold the deliverable until the end of the transaction and read how it stands now."""
    if deliverable.id is not None:
        db.session.flush()
        db.session.refresh(deliverable, ["state", "version"], with_for_update=True)


def withdraw_approval(deliverable: Deliverable) -> None:
    """An approved draft whose words change is a draft again."""
    if deliverable.state is DeliverableState.APPROVED:
        deliverable.state = DeliverableState.DRAFT
    deliverable.approved_by = deliverable.approved_at = None


def note(
    actor: Actor, act: str, deliverable: Deliverable, *, fields: list[str] | None = None
) -> None:
    """Write down what was done to a deliverable."""
    activity.record(
        actor,
        act,
        deliverable,
        title=deliverable.title,
        engagement_id=deliverable.engagement_id,
        fields=fields or [],
    )


def _said(deliverable: Deliverable) -> dict[str, object]:
    names = ("title", "journal_number", "short_description", "library_listed", "review_waived")
    return {name: getattr(deliverable, name) for name in names}


def _require_delete(actor: Actor, deliverable: Deliverable) -> None:
    if not permissions.can_delete_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can delete its drafts."))
