"""Who may do what to invitations."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor, ActorKind
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import is_member
from workshops.invitations.models import Feed
from workshops.people.models import Person
from workshops.people.permissions import can_edit_person
from workshops.planning.models import Workshop
from workshops.planning.permissions import own


def can_see_guests(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may see who is invited, what was sent and what came of it."""
    return allows(actor, "R", "invitation", own=own(actor, workshop))


def can_invite(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may send invitations, updates and cancellations."""
    return allows(actor, "P", "invitation", own=own(actor, workshop))


def can_note_answers(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may write down an answer that a guest gave by word of mouth."""
    return allows(actor, "U", "invitation", own=own(actor, workshop))


def can_correct_address(actor: Actor, workshop: Workshop, person: Person) -> bool:
    """Whether they may write another address for a guest and send the invitation there."""
    mine = own(actor, workshop)
    return can_invite(actor, workshop) and can_edit_person(actor, person, own=mine)


def require_see_guests(actor: Actor, workshop: Workshop) -> None:
    """Raise NotAllowed unless they may see who is invited."""
    if not can_see_guests(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can see its guests."))


def can_subscribe(actor: Actor) -> bool:
    """Whether they may have calendar subscriptions; each shows only what its owner may see."""
    return allows(actor, "C", "feed", own=True)


def can_change_feed(actor: Actor, feed: Feed) -> bool:
    """Whether it is theirs to renew and end: an account's own, or that of a link's guest."""
    by_link = actor.kind is ActorKind.LINK and feed.person_id is not None
    mine = actor.kind is ActorKind.USER and feed.user_id == actor.id
    return allows(actor, "U", "feed", own=True) and (by_link or mine or actor.trusted)


def can_settle_mail(actor: Actor, engagement: Engagement | None) -> bool:
    """Whether they may settle a message; one about no engagement is for administrators."""
    mine = engagement is not None and is_member(actor, engagement)
    return allows(actor, "U", "incoming_mail", own=mine)
