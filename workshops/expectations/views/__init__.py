"""Pages of expectations."""

from workshops.expectations.views import restructuring, themes, triage
from workshops.expectations.views.blueprint import bp

PAGES = (restructuring, themes, triage)

__all__ = ["PAGES", "bp"]
