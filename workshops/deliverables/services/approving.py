"""The letter to the second person who is asked to approve a draft."""

from workshops.accounts.models import User
from workshops.core.actor import Actor
from workshops.core.text import N_
from workshops.deliverables.models import Deliverable
from workshops.mail.outbox import Draft, post

LETTER = "approval_asked"


def post_approval(actor: Actor, deliverable: Deliverable, approver: User) -> None:
    """One letter for each person and each state of the draft; who was asked before is let go."""
    lane = f"approval:{deliverable.id}"
    post(
        Draft(
            to_address=approver.email,
            to_name=approver.name,
            language=approver.language,
            subject=N_("For your approval: %(title)s"),
            subject_params={"title": deliverable.title},
            template="deliverables/mail/approval",
            kind=LETTER,
            lane=lane,
            from_name=actor.name,
            context={
                "name": approver.name,
                "title": deliverable.title,
                "engagement": deliverable.engagement.name,
                "asked_by": actor.name,
                "path": f"/deliverables/{deliverable.public_id}/approve",
            },
            record_kind=deliverable.__tablename__,
            record_id=deliverable.id,
            engagement_id=deliverable.engagement_id,
            message_id_seed=f"{lane}:{deliverable.version}:{approver.id}",
            supersedes=(LETTER,),
        )
    )
