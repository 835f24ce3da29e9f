"""Acts that belong to no slice of their own."""
