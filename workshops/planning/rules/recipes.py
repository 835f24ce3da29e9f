"""Recipes: ready-made agendas that ship with the product, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshops.planning.models import BlockKind


@dataclass(frozen=True)
class RecipeBlock:
    """A block of a recipe in one language."""

    title: str
    minutes: int
    kind: BlockKind
    text: str
    notes: str
    method: str | None
    materials: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Recipe:
    """A ready-made agenda: one tuple of blocks for each day."""

    key: str
    start_minute: int
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    days: Mapping[str, tuple[tuple[RecipeBlock, ...], ...]]

    def blocks(self, language: str) -> tuple[tuple[RecipeBlock, ...], ...]:
        """The days' blocks in a language, in English where there is no such language."""
        return self.days.get(language, self.days["en"])

    def length_minutes(self, day: int) -> int:
        """How long a day of the recipe is."""
        return sum(block.minutes for block in self.days["en"][day])

    @property
    def day_count(self) -> int:
        """How many days it takes."""
        return len(self.days["en"])


def read(content: Mapping[str, Any]) -> dict[str, Recipe]:
    """The recipes of a parsed recipes.toml by key, in the file's order."""
    return {entry["key"]: _recipe(entry) for entry in content["recipe"]}


def _recipe(entry: Mapping[str, Any]) -> Recipe:
    languages = tuple(entry["name"])
    return Recipe(
        key=entry["key"],
        start_minute=entry["start_minute"],
        names=entry["name"],
        descriptions=entry["description"],
        days={language: _days(entry["day"], language) for language in languages},
    )


def _days(days: Sequence[Mapping[str, Any]], language: str) -> tuple[tuple[RecipeBlock, ...], ...]:
    return tuple(tuple(_block(block, language) for block in day["block"]) for day in days)


def _block(entry: Mapping[str, Any], language: str) -> RecipeBlock:
    return RecipeBlock(
        title=entry["title"][language],
        minutes=entry["minutes"],
        kind=BlockKind(entry["kind"]),
        text=entry.get("text", {}).get(language, ""),
        notes=entry.get("notes", {}).get(language, ""),
        method=entry.get("method"),
        materials=tuple((item[language], item["quantity"]) for item in entry.get("materials", ())),
    )
