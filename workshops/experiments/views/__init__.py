"""Pages of experiments."""

from workshops.experiments.views.blueprint import bp

PAGES = ()

__all__ = ["PAGES", "bp"]
