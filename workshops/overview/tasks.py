"""What the worker does for the gathered pages."""

from workshops.core import clock
from workshops.overview.services import bin as bins

PURGE = "overview.purge_deleted"


def purge_deleted() -> None:
    """Once a night: remove what has been in the bin for more than 30 days."""
    bins.purge_deleted(now=clock.now())
