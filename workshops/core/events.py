"""Facts that a lower slice tells upwards, in the same process and the same transaction.

The other way about, a lower slice asks a question that the slices above it answer.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

Fact = TypeVar("Fact")
Found = TypeVar("Found")

_handlers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)
_tellers: dict[type[Any], list[Callable[[Any], Sequence[Any]]]] = defaultdict(list)


class Question(Generic[Found]):
    """Something a lower slice asks; what the slices above find is of the class `Found`."""


def subscribe(kind: type[Fact], handler: Callable[[Fact], None]) -> None:
    """Have `handler` called with each published fact of that class; the same one is kept once."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def publish(fact: object) -> None:
    """Tell every subscriber; an error in one of them undoes the whole transaction."""
    for handler in _handlers[type(fact)]:
        handler(fact)


def answer(kind: type[Question[Found]], teller: Callable[[Any], Sequence[Found]]) -> None:
    """Have `teller` asked with each question of that class; the same one is kept once."""
    if teller not in _tellers[kind]:
        _tellers[kind].append(teller)


def ask(question: Question[Found]) -> list[Found]:
    """What every teller finds, in the order in which they were named."""
    return [found for teller in _tellers[type(question)] for found in teller(question)]
