"""Pages of experiments."""

from workshops.experiments.views import expectation_map, experiment, register, themes
from workshops.experiments.views.blueprint import bp

PAGES = (experiment, expectation_map, register, themes)

__all__ = ["PAGES", "bp"]
