"""Pages that gather many slices: today, the engagement, the workshop, calendars, the outbox."""
