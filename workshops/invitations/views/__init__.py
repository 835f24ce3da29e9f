"""Pages of invitations: for staff, and for guests by personal link."""
