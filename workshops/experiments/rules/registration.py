"""What is locked as JSON, how two versions differ, and what a start and a registration ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from workshops.core.text import N_
from workshops.experiments.rules.plan import LOCKED


@dataclass(frozen=True)
class Change:
    """One locked field with what it was and what it is."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class StartNeed:
    """One thing that a start asks for, as a message id, and whether it is there."""

    name: str
    message: str
    met: bool


def as_json(value: Any) -> Any:
    """A planned value as JSON keeps it: days as 2026-11-23, fixed words as their codes."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(item) for item in value]
    return value


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str] = LOCKED
) -> list[Change]:
    """The fields that differ between two plans in JSON, in the order of the plan."""
    return [
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def amendment_problem(differing: Sequence[Change], reason: str) -> tuple[str, str | None] | None:
    """A message id and its field, when a new version may not be made so."""
    if not differing:
        return N_("Nothing that is locked has been changed."), None
    if not reason:
        return N_("Give the reason; it stands beside the change for good."), "reason"
    return None


def start_needs(manager: str, hours: float | None, has_rule: bool) -> list[StartNeed]:
    """What a start asks for, each with whether it is there."""
    return [
        StartNeed("manager", N_("A responsible manager is named"), bool(manager)),
        StartNeed("hours", N_("Hours a week are released"), bool(hours and hours > 0)),
        StartNeed("rule", N_("There is a decision rule, in numbers or in words"), has_rule),
    ]
