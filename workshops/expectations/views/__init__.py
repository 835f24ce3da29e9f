"""Pages of expectations."""

from workshops.expectations.views import (
    exporting,
    journey,
    notes,
    placing,
    restructuring,
    themes,
    triage,
    withdrawing,
    writing,
)
from workshops.expectations.views.blueprint import bp

PAGES = (journey, notes, writing, withdrawing, exporting, placing, restructuring, themes, triage)

__all__ = ["PAGES", "bp"]
