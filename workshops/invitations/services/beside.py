"""An answer is to what stood beside its button: an older page gets the new time, not its answer."""

from collections.abc import Sequence

from workshops.core.errors import Stale
from workshops.core.text import N_
from workshops.invitations.queries import shown_now
from workshops.invitations.rules.versions import version_beside
from workshops.planning.models import Participation
from workshops.planning.services.seats import hold_day

CHANGED = N_("Time or place has changed since this page was opened. Look at it, then answer again.")


def version_of(placed: Sequence[Participation]) -> str:
    """What the buttons about these days carry, as the days stand now."""
    return version_beside(shown_now(each) for each in placed)


def require_beside(placed: Sequence[Participation], seen: str | None) -> None:
    """Raise Stale when the days are no longer as the button said; they are held from here on.

    A button that says nothing is out of date; None is for what no page has asked.
    """
    if seen is None:
        return
    for each in sorted(placed, key=lambda one: one.sitting_id):
        hold_day(each.sitting)
    if version_of(placed) != seen:
        raise Stale(CHANGED)
