"""Who could be the second person for a draft."""

from sqlalchemy import select

from workshops.accounts.models import User
from workshops.core.db import db
from workshops.deliverables import permissions
from workshops.deliverables.models import Deliverable
from workshops.deliverables.rules.approval import APPROVERS, is_second_person


def list_possible(deliverable: Deliverable) -> list[User]:
    """Accounts that may approve it, by name: other managers of the engagement, administrators."""
    query = (
        select(User)
        .where(User.disabled_at.is_(None), User.role.in_(APPROVERS))
        .order_by(User.name_sort, User.id)
    )
    return [
        user
        for user in db.session.scalars(query)
        if is_second_person(deliverable.author_id, user.id, user.role)
        and permissions.can_approve_drafts(user.actor(), deliverable.engagement)
    ]
