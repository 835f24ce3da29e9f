"""What citizens expect and what was seen: notes, the themes they make, votes and consent."""
