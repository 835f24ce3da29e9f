"""Facts about people that higher slices react to, and what people ask of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workshops.core.actor import Actor
from workshops.core.events import Question


@dataclass(frozen=True)
class PersonsMerged:
    """Two persons turned out to be one: whatever points at `gone_id` must point at `kept_id`.

    Both are numbers of the database. Where both have a row under a unique key, each of its fields
    holds the word that was said later, and silence never beats a word. `choices` says by the key
    of a Difference where somebody has chosen: True for the word of the gone one.
    """

    kept_id: int
    gone_id: int
    choices: Mapping[str, bool] = field(default_factory=dict)

    def takes(self, key: str, *, later: bool) -> bool:
        """Whether the word of the gone one counts; `later` is whether it was said after."""
        return self.choices.get(key, later)


@dataclass(frozen=True)
class AddressChanged:
    """A person, by their number in the database, has another address than before."""

    person_id: int


@dataclass(frozen=True)
class Difference:
    """What two persons who are to be one have each said otherwise, in a slice above people.

    `heading` is a message id; `kept` and `gone` are too where `fixed`, else what was typed.
    `later` is whether the gone one's word is the later and counts unless somebody chooses.
    """

    key: str
    heading: str
    title: str
    kept: str
    gone: str
    later: bool
    fixed: bool = True
    at: datetime | None = None
    timezone: str = ""


@dataclass(frozen=True)
class WhatDiffers(Question[Difference]):
    """Asked before a merge: what have these two said otherwise, as far as `actor` may read it?"""

    actor: Actor
    kept_id: int
    gone_id: int


@dataclass(frozen=True)
class WhatIsOpen(Question[str]):
    """Asked before somebody is deleted: the titles of what they would still be written to about."""

    person_id: int
