"""Who may do what to drafts and issued versions."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import is_member


def can_see_drafts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read the engagement's drafts."""
    return allows(actor, "R", "deliverable", own=is_member(actor, engagement))


def can_make_drafts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may begin a deliverable."""
    return allows(actor, "C", "deliverable", own=is_member(actor, engagement))


def can_edit_drafts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may compose and write drafts."""
    return allows(actor, "U", "deliverable", own=is_member(actor, engagement))


def can_delete_drafts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete a draft and bring it back."""
    return allows(actor, "D", "deliverable", own=is_member(actor, engagement))


def can_send_drafts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may send drafts for review and issue what is approved."""
    return can_edit_drafts(actor, engagement) and can_approve_drafts(actor, engagement)


def can_approve_drafts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may approve drafts that somebody else has written."""
    return allows(actor, "P", "deliverable", own=is_member(actor, engagement))


def can_export_drafts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may take the list of the engagement's documents out as a file."""
    return allows(actor, "X", "deliverable", own=is_member(actor, engagement))


def can_see_issued(actor: Actor, engagement: Engagement, *, listed: bool) -> bool:
    """Whether they may read an issued version; those not listed are for the engagement's people."""
    own = is_member(actor, engagement)
    return allows(actor, "R", "issued_deliverable", own=own) and (
        listed or can_see_drafts(actor, engagement)
    )


def can_render(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may have the files of an issued version made once more."""
    return allows(actor, "P", "issued_deliverable", own=is_member(actor, engagement))


def can_see_packs(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may see the engagement's packs and fetch them."""
    return allows(actor, "R", "pack", own=is_member(actor, engagement))


def can_make_packs(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may put packs together and have one built again."""
    return allows(actor, "C", "pack", own=is_member(actor, engagement))


def can_delete_packs(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete a pack and bring it back."""
    return allows(actor, "D", "pack", own=is_member(actor, engagement))


def can_deliver(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may send packs to people at the agency."""
    return allows(actor, "C", "delivery", own=is_member(actor, engagement))


def can_see_deliveries(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may see who was sent a pack, and what was fetched."""
    return allows(actor, "R", "delivery", own=is_member(actor, engagement))


def can_revoke_deliveries(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may end a delivery, or have its link sent anew."""
    return allows(actor, "U", "delivery", own=is_member(actor, engagement))
