"""Figures as ratios: our pages beside bare Flask pages that read and show the same rows."""
