"""What invitations do later: by the clock, and one guest at a time."""

from datetime import UTC, datetime

from workshops.invitations.rules.reminders import ReminderKind
from workshops.invitations.services import poll_facts, reminding
from workshops.planning.queries.agenda import find_sitting


def remind(sitting_id: int, ahead: str, starts: int) -> None:
    """Remind the guests of a day that begins at `starts`, in seconds since 1970."""
    sitting = find_sitting(sitting_id)
    if sitting is not None:
        starts_at = datetime.fromtimestamp(starts, UTC)
        reminding.remind(sitting=sitting, kind=ReminderKind(ahead), starts_at=starts_at)


def tell_poll_guest(guest_id: int, new: str) -> None:
    """Write to one guest of a poll what they do not have yet."""
    poll_facts.tell(guest_id, new)
