"""How often and how late a failed job is tried again."""

from datetime import timedelta

ATTEMPTS = 5
LEASE = timedelta(seconds=90)
UNIT = timedelta(seconds=10)
SPREAD = 0.2


def back_off(attempts: int, chance: float) -> timedelta | None:
    """The wait after the `attempts`-th failure: 20, 40, 80, 160 s ± 20 %, then None: give up.

    `chance` between 0 and 1 places the wait inside the spread, so that jobs do not march in step.
    """
    if attempts >= ATTEMPTS:
        return None
    factor: float = 2**attempts * (1 - SPREAD + 2 * SPREAD * chance)
    return UNIT * factor
