"""What agencies do with what was recommended: their answers, and checks within a year."""
