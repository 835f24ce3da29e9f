"""Who may do what to notes and themes."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import is_member


def can_see_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read the engagement's notes."""
    return allows(actor, "R", "note", own=is_member(actor, engagement))


def can_take_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may write notes."""
    return allows(actor, "C", "note", own=is_member(actor, engagement))


def can_edit_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may change, hide and place notes."""
    return allows(actor, "U", "note", own=is_member(actor, engagement))


def can_withdraw_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may withdraw a note on behalf of whoever said it."""
    return allows(actor, "D", "note", own=is_member(actor, engagement))


def can_export_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may take the notes out as a file."""
    return allows(actor, "X", "note", own=is_member(actor, engagement))


def can_see_themes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read the themes, with counts and viewpoints but without raw notes."""
    return allows(actor, "R", "theme", own=is_member(actor, engagement))


def can_edit_themes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may make, change, split and merge themes."""
    return allows(actor, "U", "theme", own=is_member(actor, engagement))


def can_delete_themes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete themes and bring them back."""
    return allows(actor, "D", "theme", own=is_member(actor, engagement))
