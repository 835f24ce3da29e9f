"""Pages of deliverables."""

from workshops.deliverables.views import (
    agency,
    approving,
    composing,
    drafts,
    listing,
    questions,
    reviewing,
    versions,
    writing,
)
from workshops.deliverables.views.blueprint import bp

PAGES = (
    agency,
    approving,
    composing,
    drafts,
    listing,
    questions,
    reviewing,
    versions,
    writing,
)

__all__ = ["PAGES", "bp"]
