"""Writes to invitations: inviting, updates and cancellations, answers."""
