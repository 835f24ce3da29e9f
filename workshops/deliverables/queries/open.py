"""What somebody at the agency can still open: packs to fetch and drafts to review."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core import clock
from workshops.core.db import db
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.delivery import Delivery, DeliveryLink
from workshops.deliverables.models.packs import Pack
from workshops.deliverables.models.review import Reviewer, ReviewRound
from workshops.people.events import WhatIsOpen


def list_open(asked: WhatIsOpen) -> Sequence[str]:
    """The titles of packs whose link still works, and of drafts whose review is not over."""
    packs = (
        select(Pack.title)
        .join(Delivery, Delivery.pack_id == Pack.id)
        .join(DeliveryLink, DeliveryLink.delivery_id == Delivery.id)
        .where(
            Delivery.person_id == asked.person_id,
            Delivery.revoked_at.is_(None),
            DeliveryLink.ended_at.is_(None),
            DeliveryLink.expires_at > clock.now(),
        )
        .order_by(Pack.id)
    )
    drafts = (
        select(Deliverable.title)
        .join(ReviewRound, ReviewRound.deliverable_id == Deliverable.id)
        .join(Reviewer, Reviewer.round_id == ReviewRound.id)
        .where(
            Reviewer.person_id == asked.person_id,
            ReviewRound.closed_at.is_(None),
            ReviewRound.expires_at > clock.now(),
            Deliverable.deleted_at.is_(None),
        )
        .order_by(Deliverable.id)
    )
    return [*db.session.scalars(packs), *db.session.scalars(drafts)]
