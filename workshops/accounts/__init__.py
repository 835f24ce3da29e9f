"""Sign-in, roles and the authorisation table."""
