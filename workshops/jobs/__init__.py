"""Work done later: rows written in the caller's transaction, claimed by workers."""
