"""Concepts and experiments: locked before they start, decided by their own rule, learned from."""
