"""Pages of expectations."""

from workshops.expectations.views.blueprint import bp

PAGES = ()

__all__ = ["PAGES", "bp"]
