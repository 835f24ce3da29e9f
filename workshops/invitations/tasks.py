"""What invitations do by the clock."""

from datetime import UTC, datetime

from workshops.invitations.rules.reminders import ReminderKind
from workshops.invitations.services import reminding
from workshops.planning.queries.agenda import find_sitting


def remind(sitting_id: int, ahead: str, starts: int) -> None:
    """Remind the guests of a day that begins at `starts`, in seconds since 1970."""
    sitting = find_sitting(sitting_id)
    if sitting is not None:
        starts_at = datetime.fromtimestamp(starts, UTC)
        reminding.remind(sitting=sitting, kind=ReminderKind(ahead), starts_at=starts_at)
