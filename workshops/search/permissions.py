"""Who may search, from the authorisation table."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor


def can_search(actor: Actor) -> bool:
    """Whether the one who asks may use the library at all."""
    return allows(actor, "R", "library")
