"""Who may use the library, from the authorisation table."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor, ActorKind
from workshops.library.models import SavedSearch


def can_export(actor: Actor) -> bool:
    """Whether they may take what is found out as a file."""
    return allows(actor, "X", "library")


def can_save_searches(actor: Actor) -> bool:
    """Whether they may keep searches: accounts only."""
    return actor.kind is ActorKind.USER and allows(actor, "C", "saved_search", own=True)


def can_delete_search(actor: Actor, search: SavedSearch) -> bool:
    """Whether the search is theirs to delete and bring back."""
    return can_save_searches(actor) and search.user_id == actor.id
