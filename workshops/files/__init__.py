"""Uploads and stored files: what may come in, where it lies, how it is served."""
