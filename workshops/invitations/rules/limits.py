"""How much one act may mail: a guest list is not a mass mailing."""

from workshops.core.errors import Invalid
from workshops.core.text import N_

MOST_GUESTS_AT_ONCE = 200
MOST_GUESTS_OF_A_WORKSHOP = 500
NEW_LINK_PAUSE_HOURS = 1


def require_few_enough(new: int, already: int) -> None:
    """Raise Invalid when an act would write to more people than one act or workshop may."""
    if new > MOST_GUESTS_AT_ONCE:
        raise Invalid(
            N_("%(count)s people at once is more than %(most)s. Invite them in parts."),
            field="guests",
            count=new,
            most=MOST_GUESTS_AT_ONCE,
        )
    if new + already > MOST_GUESTS_OF_A_WORKSHOP:
        raise Invalid(
            N_("A workshop can have at most %(most)s invited people."),
            field="guests",
            most=MOST_GUESTS_OF_A_WORKSHOP,
        )
