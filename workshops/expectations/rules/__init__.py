"""Decisions of expectations on plain values."""
