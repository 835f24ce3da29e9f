"""What two persons who are to be one have said otherwise about the same draft."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.db import db
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models.review import Reviewer
from workshops.people.events import Difference, WhatDiffers


def verdict_key(round_id: int) -> str:
    """The key of two verdicts on one draft."""
    return f"verdict_{round_id}"


def reviewers_of(person_id: int) -> dict[int, Reviewer]:
    """Where a person was asked for a review, by the number of the round."""
    query = select(Reviewer).where(Reviewer.person_id == person_id).order_by(Reviewer.id)
    return {reviewer.round_id: reviewer for reviewer in db.session.scalars(query)}


def verdict_is_later(kept: Reviewer, gone: Reviewer) -> bool:
    """Whether the gone one's verdict counts unless somebody chooses; silence never does."""
    if gone.verdict is None or gone.answered_at is None:
        return False
    return kept.verdict is None or kept.answered_at is None or gone.answered_at > kept.answered_at


def list_differences(asked: WhatDiffers) -> Sequence[Difference]:
    """Verdicts in which two persons differ, of drafts that the one who asks may see."""
    found = []
    others = reviewers_of(asked.gone_id)
    for number, kept in reviewers_of(asked.kept_id).items():
        gone = others.get(number)
        if gone is None or kept.verdict is gone.verdict or not (kept.verdict and gone.verdict):
            continue
        if permissions.can_see_drafts(asked.actor, kept.round.deliverable.engagement):
            found.append(
                Difference(
                    key=verdict_key(number),
                    heading=N_("Verdict on a draft"),
                    title=kept.round.deliverable.title,
                    kept=kept.verdict.label,
                    gone=gone.verdict.label,
                    later=verdict_is_later(kept, gone),
                )
            )
    return found
