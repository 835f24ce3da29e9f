"""What is done to notes and themes."""
