"""What composing anew does to a draft: nothing that somebody wrote is ever overwritten."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from workshops.core.errors import Conflict
from workshops.core.text import N_
from workshops.documents.blocks import Content, Section

Stored = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """A block of a draft. `offered` is what the evidence says now while an edit stands."""

    composed: Stored | None = None
    edited: Stored | None = None
    offered: Stored | None = None
    removed: bool = False
    gone: bool = False

    @property
    def touched(self) -> bool:
        """Whether somebody has written here or taken it out."""
        return self.edited is not None or self.removed


def hash_of(content: Stored | None) -> str:
    """A hash that two contents share when they are the same."""
    if content is None:
        return ""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def renewed(now: Standing, new: Stored) -> Standing:
    """The block after the evidence gives `new`.

    Where nobody wrote, the new text stands. Where somebody did, their text stays and the new one is
    offered, unless it is what the edit was made from or what was written.
    """
    if now.edited is None:
        return replace(now, composed=new, offered=None, gone=False)
    same = hash_of(new)
    if same in (hash_of(now.composed), hash_of(now.edited)):
        return replace(now, composed=new, offered=None, gone=False)
    return replace(now, offered=new, gone=False)


def bereft(now: Standing) -> Standing | None:
    """The block after the evidence has nothing to say there: None where nobody wrote."""
    if now.edited is None:
        return None
    return replace(now, offered=None, gone=True)


def taken(now: Standing) -> Standing:
    """The new text instead of the edit. Raises Conflict when nothing is offered."""
    return replace(now, composed=_offered(now), edited=None, offered=None)


def kept(now: Standing) -> Standing:
    """The edit instead of the new text, which is not offered again until it changes."""
    if now.gone and now.offered is None:
        return replace(now, composed=None, gone=False)
    return replace(now, composed=_offered(now), offered=None)


def written(now: Standing, text: Stored) -> Standing:
    """What somebody wrote; writing beside an offer settles it. The composed text again: no edit."""
    base = now.offered if now.offered is not None else now.composed
    edited = None if base is not None and hash_of(text) == hash_of(base) else text
    return replace(now, composed=base, edited=edited, offered=None)


def reverted(now: Standing) -> Standing:
    """The composed text instead of the edit, and the newest of it."""
    base = now.offered if now.offered is not None else now.composed
    if base is None:
        raise Conflict(N_("There is no composed text to go back to."))
    return replace(now, composed=base, edited=None, offered=None)


def in_order(first: Sequence[str], second: Iterable[str]) -> list[str]:
    """All keys of both: as `first` has them, each other one behind its neighbour in `second`."""
    placed, before = list(first), ""
    for key in second:
        if key not in placed:
            placed.insert(placed.index(before) + 1 if before else 0, key)
        before = key
    return placed


def distinct(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with every block key once: what is said twice alike is kept where it is first.

    A note that bears two expectations would else be quoted under both.
    """
    known: dict[str, Content] = {}
    found = []
    for section in sections:
        blocks = []
        for block in section.blocks:
            key, number = block.key, 1
            while key in known and known[key] != block.content:
                number += 1
                key = f"{block.key}~{number}"
            if key not in known:
                known[key] = block.content
                blocks.append(replace(block, key=key))
        found.append(replace(section, blocks=tuple(blocks)))
    return tuple(section for section in found if section.blocks)


def _offered(now: Standing) -> Stored:
    if now.offered is None:
        raise Conflict(N_("There is no new text here any more."))
    return now.offered
