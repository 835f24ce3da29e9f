"""Attacks on every route, form, field and link, generated from the product itself."""
