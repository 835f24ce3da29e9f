"""Writes to invitations: letters out, answers in by link, by word or by mail, and feeds.

How a message from outside becomes an answer: `receiving` takes it once and sorts it, `applying`
judges a calendar reply (`cases` holds what it is judged by, `proposals` another time), `answers`
writes the answer down, `responses` writes back. What did not count by itself waits for a person:
`settling` and `countering`.
"""
