"""Pages of experiments."""

from workshops.experiments.views import experiment, register
from workshops.experiments.views.blueprint import bp

PAGES = (experiment, register)

__all__ = ["PAGES", "bp"]
