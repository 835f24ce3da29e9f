"""Calendar letters to guests: identifiers, versions, what was sent, and the answer page."""
