"""Samskab: co-design workshop management for public innovation labs."""
