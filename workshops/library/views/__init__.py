"""Pages of the library."""

from workshops.library.views import browse, entry, exporting, outcomes, saved, searching
from workshops.library.views.blueprint import bp

PAGES = (browse, entry, exporting, outcomes, saved, searching)

__all__ = ["PAGES", "bp"]
