"""What adoption does by the clock."""

from workshops.adoption.services import reminding

REMIND = "adoption.remind"


def remind() -> None:
    """Once a day: letters about the checks that have come."""
    reminding.remind()
