"""What is deleted with what: a part of something deleted is deleted too."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect

from workshops.core.columns import Deletable
from workshops.core.db import Model
from workshops.expectations.models import ExpectationNote

# The way from a part to what it is a part of. A note was taken in a workshop, but is no part of it.
WHOLES = (
    "experiment", "deliverable", "version", "pack", "delivery", "round", "workshop", "sitting",
    "poll", "participation", "given_up", "invitation",
)  # fmt: skip
NO_PART = (ExpectationNote,)
# Who is deleted is still taken off: that takes away, and leaves nothing.
TAKES_AWAY = {
    "engagements.members.remove_contact",
    "invitations.inviting.remove_guest",
    "planning.participation.remove",
}
# Kinds of which there is nothing to do but deleting and bringing back.
ONLY_KEPT = {"SavedSearch", "StoredFile"}


def deletable() -> list[type[Any]]:
    """Every kind of record that can be deleted and brought back."""
    found = [mapper.class_ for mapper in Model.registry.mappers]
    kinds = [kind for kind in found if issubclass(kind, Deletable)]
    return sorted(kinds, key=lambda kind: kind.__name__)


def wholes(record: Any) -> Iterator[Any]:
    """A record and all that it is a part of."""
    yield record
    for name, relation in inspect(type(record)).relationships.items():
        fits = name in WHOLES and not relation.uselist and not isinstance(record, NO_PART)
        whole = getattr(record, name) if fits else None
        if whole is not None:
            yield from wholes(whole)


def puts_back(service: str) -> bool:
    """Whether a service deletes or brings back, or only takes away."""
    act = service.rpartition(".")[2]
    return act.startswith(("delete_", "restore_")) or service in TAKES_AWAY
