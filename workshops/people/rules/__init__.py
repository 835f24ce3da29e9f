"""Decisions about people on plain values."""
