"""What is typed about notes and themes."""
