"""The shape of what is typed about concepts and experiments."""
