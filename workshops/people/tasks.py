"""What the worker does for the directory."""

from workshops.core import clock
from workshops.people.services.importing import forget_imports
from workshops.people.services.standing import renew_parents

RENEW = "people.renew"


def renew() -> None:
    """Once a night: make each organisation's parent that of today; forget what was for undoing."""
    now = clock.now()
    renew_parents(now.date())
    forget_imports(now=now)
