"""Today, calendars, the lab's own pages, and the pages of an engagement, a workshop, the outbox."""

from workshops.overview.views import bin, calendar, engagement, home, lab, notes, outbox, workshop
from workshops.overview.views.blueprint import bp

__all__ = ["bin", "bp", "calendar", "engagement", "home", "lab", "notes", "outbox", "workshop"]
