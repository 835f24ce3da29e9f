"""Which need comes first."""

EVIDENCE_FACTORS = {1: 0.4, 2: 0.6, 3: 0.8, 4: 0.9, 5: 1.0}


def priority(*, gap: int, share: float, weight: float, level: int) -> float:
    """How much a need weighs: levels wanting × share of staff × weight of what citizens expect
    × how sure the evidence is."""
    return gap * share * weight * EVIDENCE_FACTORS[level]
