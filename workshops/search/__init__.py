"""One index of what the lab has learned, and its query; higher slices write to it by its services.

Words are stemmed in Python and kept in one column, so that SQLite and PostgreSQL find the same.
"""
