"""Pages of experiments."""

from workshops.experiments.views import (
    beginning,
    concepts,
    expectation_map,
    experiment,
    plan,
    register,
    registering,
    sheet,
    stepping,
    themes,
)
from workshops.experiments.views.blueprint import bp

PAGES = (
    register,
    beginning,
    experiment,
    plan,
    sheet,
    registering,
    stepping,
    concepts,
    themes,
    expectation_map,
)

__all__ = ["PAGES", "bp"]
