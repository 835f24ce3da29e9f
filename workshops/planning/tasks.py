"""What planning does by the clock."""

from workshops.core import clock
from workshops.planning.services import needs

PURGE_NEEDS = "planning.purge_needs"


def purge_needs() -> None:
    """Forget what guests needed on days that are over for a week."""
    needs.purge_needs(now=clock.now())
