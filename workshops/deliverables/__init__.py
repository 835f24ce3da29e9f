"""Drafts composed from evidence, their versions and approval, packs, delivery and receipts."""
