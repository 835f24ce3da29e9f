"""Reads that gather several slices for one page."""
