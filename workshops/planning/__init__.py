"""Workshops and their sittings, agendas, methods, rooms, bookings and who takes part."""
