"""Letters leaving the building: composed, queued with the change, sent by the worker."""
