"""Calendar objects for letters: pure functions on plain values; no record, no request, no clock."""
