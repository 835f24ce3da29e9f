"""Reads of an engagement's people and of accounts that could work on one."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from workshops.accounts.models import User
from workshops.core.actor import Actor, ActorKind, Role
from workshops.core.config import LANGUAGES
from workshops.core.db import db
from workshops.engagements.models import Engagement, EngagementContact, EngagementMember
from workshops.people.models import Person, Scope
from workshops.people.queries.addresses import at_address

_PART_ORDER = {"manager": 0, "co_manager": 1, "facilitator": 2}


def find_language(engagement: Engagement) -> str:
    """What the agency's first contact reads; empty where nobody is known."""
    contacts = list_contacts(engagement)
    read = contacts[0].person.language if contacts else ""
    return read if read in LANGUAGES else ""


def list_contacts(engagement: Engagement) -> Sequence[EngagementContact]:
    """The agency's people, the first one first, then by name."""
    query = (
        select(EngagementContact)
        .join(EngagementContact.person)
        .where(EngagementContact.engagement_id == engagement.id, Person.deleted_at.is_(None))
        .options(
            joinedload(EngagementContact.person).options(
                joinedload(Person.organisation), joinedload(Person.discipline)
            )
        )
        .order_by(EngagementContact.first.desc(), Person.name_sort, Person.id)
    )
    return db.session.scalars(query).all()


_HAS_CONTACT = (
    select(EngagementContact.id)
    .join(EngagementContact.person)
    .where(EngagementContact.engagement_id == bindparam("engagement"), Person.deleted_at.is_(None))
    .limit(1)
)


def has_contact(engagement: Engagement) -> bool:
    """Whether anybody of the agency is named."""
    return db.session.scalar(_HAS_CONTACT, {"engagement": engagement.id}) is not None


def list_members(engagement: Engagement) -> Sequence[EngagementMember]:
    """Who works on the engagement: the manager, co-managers, facilitators, each by name."""
    query = (
        select(EngagementMember)
        .join(EngagementMember.user)
        .where(EngagementMember.engagement_id == engagement.id)
        .options(joinedload(EngagementMember.user))
        .order_by(User.name_sort, User.id)
    )
    found = db.session.scalars(query).all()
    return sorted(found, key=lambda member: _PART_ORDER[member.part.value])


def list_managers() -> Sequence[User]:
    """Accounts that can lead an engagement, by name."""
    return _accounts(Role.PROJECT_MANAGER)


def list_helpers() -> Sequence[User]:
    """Accounts that can work on an engagement, by name."""
    return _accounts(Role.PROJECT_MANAGER, Role.FACILITATOR)


def find_account(public_id: str) -> User | None:
    """An account that may sign in."""
    return db.session.scalar(
        select(User).where(User.public_id == public_id, User.disabled_at.is_(None))
    )


def find_account_of(actor: Actor) -> User | None:
    """The account of the one who acts, if it is an account that acts."""
    return db.session.get(User, actor.id) if actor.kind is ActorKind.USER else None


def find_person_at(email: str) -> Person | None:
    """The person of the directory with that address, whatever its case; guests are not found."""
    query = select(Person).where(
        at_address(email),
        Person.scope == Scope.DIRECTORY,
        Person.deleted_at.is_(None),
    )
    return db.session.scalar(query)


def _accounts(*roles: Role) -> Sequence[User]:
    query = (
        select(User)
        .where(User.disabled_at.is_(None), User.role.in_(roles))
        .order_by(User.name_sort, User.id)
    )
    return db.session.scalars(query).all()
