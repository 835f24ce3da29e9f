"""The blueprint of the pages of adoption, and what they share."""

from datetime import date

from flask import Blueprint

from workshops.adoption.models import Status
from workshops.adoption.queries import Wanted
from workshops.core import clock
from workshops.web.arguments import asked
from workshops.web.language import local_day

bp = Blueprint("adoption", __name__)


def today() -> date:
    """The day it is for the one who asks."""
    return local_day(clock.now())


def wanted(organisations: frozenset[int] | None = None) -> Wanted:
    """What the address narrows the list to; what cannot be read is left out."""
    status = asked("status")
    return Wanted(
        status=Status(status) if status in set(Status) else None,
        overdue=asked("overdue") == "1",
        organisations=organisations,
    )
