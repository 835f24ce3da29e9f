"""Calling services of the product with one record of each kind, whoever asks."""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import select

import workshops
from workshops.core import clock
from workshops.core.db import db

Service = Callable[..., Any]
PLAIN: dict[Any, Any] = {
    str: "x",
    int: 1,
    bool: False,
    float: 1.0,
    bytes: b"",
    Path: Path(),
    timedelta: timedelta(0),
    Any: None,
}
EMPTY = (Sequence, Iterable, Collection, Mapping, list, tuple, dict, set, frozenset)


class TouchedError(Exception):
    """A service looked at what was typed before it asked who wants it."""


class Untouched:
    """Something typed that nobody may look at before the right is asked."""

    def __getattr__(self, name: str) -> Any:
        """Nothing of it may be read."""
        raise TouchedError(name)


def services() -> dict[str, Service]:
    """Every public function of a `services` module that takes an actor, by its dotted name."""
    found: dict[str, Service] = {}
    for module in _modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and next(iter(inspect.signature(function).parameters), "") == "actor":
                found[f"{_short(module)}.{name}"] = function
    return found


def _short(module: ModuleType) -> str:
    """Slice and module, without what all of them share."""
    return module.__name__.removeprefix("workshops.").replace(".services", "")


def _modules() -> Iterable[ModuleType]:
    root = Path(workshops.__path__[0])
    for path in sorted([*root.glob("*/services.py"), *root.glob("*/services/**/*.py")]):
        parts = path.relative_to(root).with_suffix("").parts
        yield import_module(".".join(("workshops", *parts)).removesuffix(".__init__"))


def arguments(service: Service, special: Mapping[str, Any]) -> dict[str, Any]:
    """A value for each parameter but the actor; `special` has records by parameter or type name."""
    hints = get_type_hints(service)
    return {
        name: _value(name, hints[name], special)
        for name in inspect.signature(service).parameters
        if name != "actor"
    }


def _value(name: str, kind: Any, special: Mapping[str, Any]) -> Any:
    kind = _without_none(kind)
    for key in (name, getattr(kind, "__name__", "")):
        if key in special:
            return special[key]
    if kind in PLAIN:
        return PLAIN[kind]
    if (get_origin(kind) or kind) in EMPTY:
        return ()
    return _of_class(kind)


def _of_class(kind: Any) -> Any:
    if not isinstance(kind, type):
        return Untouched()
    if issubclass(kind, datetime):
        return clock.now()
    if issubclass(kind, date):
        return clock.now().date()
    if issubclass(kind, Enum):
        return next(iter(kind))
    if hasattr(kind, "__mapper__"):
        record = db.session.scalars(select(kind).order_by(*kind.__mapper__.primary_key)).first()
        assert record is not None, f"the world has no {kind.__name__}"
        return record
    return Untouched()


def _without_none(kind: Any) -> Any:
    """The first of several types that is not None."""
    if get_origin(kind) in (Union, UnionType):
        return next(part for part in get_args(kind) if part is not NoneType)
    return kind
