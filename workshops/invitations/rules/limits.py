"""How much one act may mail: a guest list is not a mass mailing."""

from datetime import datetime, timedelta

from workshops.core.errors import Invalid
from workshops.core.text import N_

MOST_GUESTS_AT_ONCE = 200
MOST_GUESTS_OF_A_WORKSHOP = 500
RESEND_PAUSE = timedelta(minutes=5)
NEW_LINK_PAUSE = timedelta(hours=1)
WRITE_BACK_PAUSE = timedelta(hours=24)


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


def may_resend(last_at: datetime | None, now: datetime) -> bool:
    """Whether the same letter may go out once more: not within minutes of the last one."""
    return last_at is None or now - last_at >= RESEND_PAUSE


def may_send_link(last_at: datetime | None, now: datetime) -> bool:
    """Whether a guest who asks for the personal link gets it: once an hour at most."""
    return last_at is None or now - last_at >= NEW_LINK_PAUSE


def may_write_back(last_at: datetime | None, now: datetime) -> bool:
    """Whether an answer by mail may cause a letter to the guest: one a day at most."""
    return last_at is None or now - last_at >= WRITE_BACK_PAUSE
