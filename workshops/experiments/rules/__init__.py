"""Decisions on plain values: what may start, what a rule says, how sure it makes us."""
