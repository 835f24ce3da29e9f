"""Who did what to which record, and when: append-only, with a snapshot of the actor."""
