"""The recipes that ship with the product, and which methods their blocks point at."""

import tomllib
from functools import cache
from pathlib import Path

from sqlalchemy import select

from workshops.core.db import db
from workshops.core.errors import Invalid
from workshops.core.text import N_
from workshops.planning.models import Method
from workshops.planning.rules import recipes
from workshops.planning.rules.recipes import Recipe

CONTENT = Path(__file__).resolve().parents[1] / "content" / "recipes.toml"


@cache
def _shipped() -> dict[str, Recipe]:
    with CONTENT.open("rb") as file:
        return recipes.read(tomllib.load(file))


def list_recipes() -> list[Recipe]:
    """Every recipe, the shortest first."""
    return list(_shipped().values())


def get_recipe(key: str) -> Recipe:
    """One recipe. Raises Invalid on the field `recipe` when there is none of that key."""
    if key not in _shipped():
        raise Invalid(N_("There is no such recipe."), "recipe")
    return _shipped()[key]


def method_ids(recipe: Recipe) -> dict[str, int]:
    """The numbers of the methods that a recipe's blocks name, by slug; unknown ones are absent."""
    slugs = {b.method for day in recipe.blocks("en") for b in day if b.method}
    query = select(Method.slug, Method.id).where(
        Method.slug.in_(slugs), Method.deleted_at.is_(None)
    )
    return {row.slug: row.id for row in db.session.execute(query)}
