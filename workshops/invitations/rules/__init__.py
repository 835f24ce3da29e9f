"""Decisions on plain values: pasted guest lists, versions of a calendar entry, limits."""
