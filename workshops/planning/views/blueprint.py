"""The blueprint of planning's pages; the method library has its own."""

from flask import Blueprint

from workshops.core.errors import NotAllowed
from workshops.core.text import N_

bp = Blueprint("planning", __name__)


def require(allowed: bool) -> None:
    """Refuse a page of an act that the reader may not do to this record. Raises NotAllowed."""
    if not allowed:
        raise NotAllowed(N_("You may read this, but not change it."))
