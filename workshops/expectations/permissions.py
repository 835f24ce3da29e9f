"""Who may do what to notes and themes."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor, ActorKind
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import is_member


def can_see_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read the engagement's notes."""
    return _staff(actor, "R", engagement)


def can_take_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may write notes of what others said or did."""
    return _staff(actor, "C", engagement)


def can_edit_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may change, hide and place notes."""
    return _staff(actor, "U", engagement)


def can_withdraw_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may withdraw a note on behalf of whoever said it."""
    return _staff(actor, "D", engagement)


def can_export_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may take the notes out as a file."""
    return _staff(actor, "X", engagement)


def can_import_notes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may bring notes in from somewhere else, many at a time."""
    return _staff(actor, "C", engagement) and _staff(actor, "D", engagement)


def can_write_own(actor: Actor) -> bool:
    """Whether they came by a personal link, with which one writes and withdraws one's own notes.

    Whose link it is, and which notes are theirs, is settled by whoever took the link in.
    """
    return actor.kind is ActorKind.LINK and allows(actor, "C", "note")


def can_see_themes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read the themes, with counts and viewpoints but without raw notes."""
    return allows(actor, "R", "theme", own=is_member(actor, engagement))


def can_edit_themes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may make, change, split and merge themes."""
    return allows(actor, "U", "theme", own=is_member(actor, engagement))


def can_delete_themes(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete themes and bring them back."""
    return allows(actor, "D", "theme", own=is_member(actor, engagement))


def _staff(actor: Actor, act: str, engagement: Engagement) -> bool:
    """What the table says of everybody's notes; a personal link is for one's own."""
    if actor.kind is ActorKind.LINK:
        return False
    return allows(actor, act, "note", own=is_member(actor, engagement))
