"""Pages of expectations."""

from workshops.expectations.views import placing, restructuring, themes, triage
from workshops.expectations.views.blueprint import bp

PAGES = (placing, restructuring, themes, triage)

__all__ = ["PAGES", "bp"]
