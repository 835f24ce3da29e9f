"""The library: what the lab has learned, to browse, search, cite, copy and take out.

It stands over the slices whose records are found, and shows them through the index.
"""
