"""What rests on a note, told by the slices above that were asked to tell it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workshops.core.actor import Actor
from workshops.expectations.models import ExpectationNote


@dataclass(frozen=True)
class Resting:
    """One record that rests on a note. `heading` is a message id such as "Experiments"."""

    heading: str
    title: str
    endpoint: str
    values: Mapping[str, str]


Teller = Callable[[Actor, ExpectationNote], Sequence[Resting]]
_tellers: list[Teller] = []


def ask(teller: Teller) -> None:
    """Have the note's page show what `teller` finds; the same one is kept once."""
    if teller not in _tellers:
        _tellers.append(teller)


def list_resting(actor: Actor, note: ExpectationNote) -> list[Resting]:
    """Everything above that rests on a note and that the one who asks may see."""
    return [found for teller in _tellers for found in teller(actor, note)]
