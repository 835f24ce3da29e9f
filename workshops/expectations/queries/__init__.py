"""Reads of notes and themes."""
