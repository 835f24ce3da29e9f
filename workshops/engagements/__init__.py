"""Requests from agencies and the engagements they become, with stages, people and tasks."""
