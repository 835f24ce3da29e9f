"""Pages of workshops, days, agendas and rooms; the method library beside them."""

from workshops.planning.views import agenda, attendance, check_in, days, methods, rooms, workshops
from workshops.planning.views.blueprint import bp

__all__ = ["agenda", "attendance", "bp", "check_in", "days", "methods", "rooms", "workshops"]
