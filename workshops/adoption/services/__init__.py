"""What is done to adoptions: asking, answering, reminding."""
