"""What rests on a record, told by the slices above it that were asked to tell.

A record is named as sources are: "<kind>:<public id>".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workshops.core.actor import Actor


@dataclass(frozen=True)
class Resting:
    """One record that rests on another. `heading` is a message id such as "Experiments"."""

    heading: str
    title: str
    endpoint: str
    values: Mapping[str, str]


Teller = Callable[[Actor, str], Sequence[Resting]]
_tellers: list[Teller] = []


def ask(teller: Teller) -> None:
    """Have records' pages show what `teller` finds; the same one is kept once."""
    if teller not in _tellers:
        _tellers.append(teller)


def list_resting(actor: Actor, key: str) -> list[Resting]:
    """Everything that rests on a record and that the one who asks may see."""
    return [found for teller in _tellers for found in teller(actor, key)]
