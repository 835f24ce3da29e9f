"""Who works on an engagement, and whom the lab talks to at the agency."""

from collections.abc import Iterable

from workshops.accounts.models import User
from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_
from workshops.engagements import permissions
from workshops.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementMember,
    MemberPart,
)
from workshops.engagements.queries import people
from workshops.people.models import Person


def add_member(
    actor: Actor, *, engagement: Engagement, user: User, part: MemberPart
) -> EngagementMember:
    """Have an account work on an engagement as co-manager or facilitator.

    Who is a member already stays what they are. Raises Invalid for a second manager: the manager
    is changed with the engagement itself.
    """
    _may_edit(actor, engagement)
    if part is MemberPart.MANAGER:
        raise Invalid(N_("Change the project manager on the engagement itself."), "part")
    return _join(actor, engagement, user, part)


def join_as_facilitators(actor: Actor, *, engagement: Engagement, users: Iterable[User]) -> None:
    """Have those who are to run a workshop work on its engagement, as far as they do not yet.

    The caller has made sure that the one who asks may say who runs the workshop.
    """
    for user in users:
        _join(actor, engagement, user, MemberPart.FACILITATOR)


def remove_member(actor: Actor, *, engagement: Engagement, user: User) -> None:
    """Take an account off an engagement. Raises Conflict for its manager."""
    _may_edit(actor, engagement)
    member = next((m for m in engagement.members if m.user_id == user.id), None)
    if member is None:
        return
    if member.part is MemberPart.MANAGER:
        raise Conflict(N_("An engagement cannot be without its project manager."))
    engagement.members.remove(member)
    _note(actor, "member_removed", engagement, user.name)


def add_contact(actor: Actor, *, engagement: Engagement, person: Person) -> EngagementContact:
    """Name somebody at the agency; the first one named is who the lab writes to."""
    _may_edit(actor, engagement)
    require_there(person)
    contacts = people.list_contacts(engagement)
    known = next((c for c in contacts if c.person_id == person.id), None)
    if known is not None:
        return known
    contact = EngagementContact(engagement_id=engagement.id, person=person, first=not contacts)
    db.session.add(contact)
    _note(actor, "contact_added", engagement, person.name)
    return contact


def put_contact_first(actor: Actor, *, engagement: Engagement, person: Person) -> None:
    """Have the lab write to this contact first."""
    _may_edit(actor, engagement)
    require_there(person)
    for contact in people.list_contacts(engagement):
        contact.first = contact.person_id == person.id
    _note(actor, "contact_put_first", engagement, person.name)


def remove_contact(actor: Actor, *, engagement: Engagement, person: Person) -> None:
    """Take a contact off an engagement; the next one becomes the first."""
    _may_edit(actor, engagement)
    contacts = people.list_contacts(engagement)
    gone = next((c for c in contacts if c.person_id == person.id), None)
    if gone is None:
        return
    rest = [contact for contact in contacts if contact is not gone]
    if gone.first and rest:
        rest[0].first = True
    db.session.delete(gone)
    _note(actor, "contact_removed", engagement, person.name)


def _join(actor: Actor, engagement: Engagement, user: User, part: MemberPart) -> EngagementMember:
    known = next((m for m in engagement.members if m.user_id == user.id), None)
    if known is not None:
        return known
    member = EngagementMember(user=user, part=part)
    engagement.members.append(member)
    _note(actor, "member_added", engagement, user.name)
    return member


def _may_edit(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_edit_engagement(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can change its people."))
    require_there(engagement)


def _note(actor: Actor, act: str, engagement: Engagement, name: str) -> None:
    db.session.flush()
    activity.record(actor, act, engagement, title=name, engagement_id=engagement.id)
