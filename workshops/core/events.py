"""Facts that a lower slice tells upwards, in the same process and the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Fact = TypeVar("Fact")

_handlers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[Fact], handler: Callable[[Fact], None]) -> None:
    """Have `handler` called with each published fact of that class; the same one is kept once."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def publish(fact: object) -> None:
    """Tell every subscriber; an error in one of them undoes the whole transaction."""
    for handler in _handlers[type(fact)]:
        handler(fact)
