"""Pages of deliverables."""

from workshops.deliverables.views import (
    agency,
    approving,
    composing,
    deliveries,
    drafts,
    fetching,
    listing,
    packs,
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
    deliveries,
    drafts,
    fetching,
    listing,
    packs,
    questions,
    reviewing,
    versions,
    writing,
)

__all__ = ["PAGES", "bp"]
