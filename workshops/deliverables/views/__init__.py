"""Pages of deliverables."""

from workshops.deliverables.views.blueprint import bp

PAGES = ()

__all__ = ["PAGES", "bp"]
