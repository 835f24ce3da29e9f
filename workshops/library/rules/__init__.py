"""Decisions of the library on plain values."""
