"""What is done to workshops, sittings, agendas, rooms, bookings and participation."""
