"""What deliverables are decided by; plain values only."""
