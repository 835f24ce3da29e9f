"""Pages of experiments."""

from workshops.experiments.views import (
    accounts,
    beginning,
    concepts,
    decision,
    expectation_map,
    experiment,
    learned_tables,
    learning,
    observations,
    plan,
    register,
    registering,
    results,
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
    results,
    observations,
    learning,
    learned_tables,
    accounts,
    decision,
    concepts,
    themes,
    expectation_map,
)

__all__ = ["PAGES", "bp"]
