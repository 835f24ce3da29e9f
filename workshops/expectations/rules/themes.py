"""Where notes and themes stand, as plain values that can be compared and written back.

A state is JSON: `notes` by id say whether a note is hidden and which themes it bears, `themes` by
id say whether a theme is gone, which one it was merged into and which notes bear it.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
ABSENT: Mapping[str, Any] = {"gone": True, "merged_into": None, "notes": []}


def still_as(after: State, now: State, withdrawn: Collection[int]) -> bool:
    """Whether everything stands as an act left it; a note withdrawn since is no difference."""
    return without(after, withdrawn) == without(now, withdrawn)


def without(state: State, withdrawn: Collection[int]) -> State:
    """A state from which withdrawn notes are taken away: nothing may bring those back."""
    return {
        "notes": {
            key: dict(note) for key, note in state["notes"].items() if int(key) not in withdrawn
        },
        "themes": {
            key: {**theme, "notes": [n for n in theme["notes"] if n not in withdrawn]}
            for key, theme in state["themes"].items()
        },
    }


def notes_named(state: State) -> set[int]:
    """The ids of every note that a state speaks of."""
    named = {int(key) for key in state["notes"]}
    return named.union(*(theme["notes"] for theme in state["themes"].values()))


def regained(before: State, after: State) -> set[int]:
    """The themes that get notes back which they lost, those aside that come back themselves."""
    lost = set()
    for key, note in before["notes"].items():
        kept = {theme for theme, _ in after["notes"].get(key, {"themes": []})["themes"]}
        lost |= {theme for theme, _ in note["themes"]} - kept
    return lost - {int(key) for key in before["themes"]}


def borne_mark(themes: Iterable[int]) -> str:
    """What a page says of a note's themes so that a later act knows whether they are the same."""
    told = "-".join(str(theme) for theme in sorted(themes))
    return hashlib.sha256(told.encode()).hexdigest()[:12]
