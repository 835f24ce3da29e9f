"""Reads of kept searches: each account sees its own."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, sort_key
from workshops.library.models import SavedSearch


def list_searches(actor: Actor) -> Sequence[SavedSearch]:
    """The searches that an account keeps, by name."""
    if actor.kind is not ActorKind.USER:
        return ()
    query = select(SavedSearch).where(
        SavedSearch.user_id == actor.id, SavedSearch.deleted_at.is_(None)
    )
    kept = db.session.scalars(query.order_by(SavedSearch.id))
    return sorted(kept, key=lambda one: sort_key(one.name))


def get_search(actor: Actor, public_id: str, *, deleted: bool = False) -> SavedSearch:
    """One of the account's own. Raises NotFound."""
    gone = SavedSearch.deleted_at
    query = select(SavedSearch).where(
        SavedSearch.public_id == public_id,
        SavedSearch.user_id == (actor.id or 0),
        gone.is_not(None) if deleted else gone.is_(None),
    )
    found = db.session.scalar(query) if actor.kind is ActorKind.USER else None
    if found is None:
        raise NotFound(N_("You have not kept such a search."))
    return found
