"""Reminders by mail: once each, without a calendar part, so that no calendar entry is touched."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from workshops.core import clock
from workshops.core.db import db
from workshops.invitations import queries
from workshops.invitations.models import Invitation, LetterKind
from workshops.invitations.rules import reminders
from workshops.invitations.rules.reminders import ReminderKind
from workshops.invitations.rules.versions import Shown
from workshops.invitations.services import addresses, letters
from workshops.jobs.queue import enqueue
from workshops.mail import outbox
from workshops.mail.links import LinkSpec
from workshops.mail.rules import waking_moment, was_just_told
from workshops.planning.models import Answer, Sitting, Workshop
from workshops.planning.services.participation import OVER

JOB = "invitations.remind"
PURPOSE = "reminders"
TELLING = (
    LetterKind.INVITE,
    LetterKind.UPDATE,
    LetterKind.RESEND,
    LetterKind.SEATED,
    LetterKind.OFFERED,
    LetterKind.WAITLISTED,
    LetterKind.ASK_AGAIN,
    LetterKind.DECLINE_COUNTER,
    LetterKind.REMINDER_WEEK,
    LetterKind.REMINDER_DAY,
)
LETTERS = {
    ReminderKind.WEEK: LetterKind.REMINDER_WEEK,
    ReminderKind.DAY: LetterKind.REMINDER_DAY,
}


def plan_reminders(sittings: Iterable[Sitting]) -> None:
    """Have the guests of these days reminded when it is time; a day that has moved plans anew."""
    now = clock.now()
    for sitting in sittings:
        for kind in ReminderKind:
            due = reminders.due_at(kind, sitting.starts_at, sitting.timezone)
            if due > now:
                starts = int(sitting.starts_at.timestamp())
                key = f"reminder:{sitting.id}:{kind.value}:{starts}"
                enqueue(
                    JOB, key=key, run_at=due, sitting_id=sitting.id, ahead=kind.value, starts=starts
                )


def remind(*, sitting: Sitting, kind: ReminderKind, starts_at: datetime) -> int:
    """Remind every guest of a day who wants it; how many letters that was.

    Nobody is reminded of a day that has moved since, was taken out, or is too near to help.
    """
    workshop = sitting.workshop
    now = clock.now()
    moved = sitting.starts_at != starts_at or sitting.removed_at is not None or sitting.is_hold
    if moved or _is_over(workshop) or not _is_on(workshop, kind):
        return 0
    if not reminders.still_helps(kind, starts_at, now):
        return 0
    return sum(
        _remind_one(invitation, kind, starts_at)
        for invitation in queries.list_open(workshop.id)
        if invitation.participation.sitting_id == sitting.id
    )


def stop_link_of(invitation: Invitation, shown: Shown) -> LinkSpec:
    """The link that ends reminders about one workshop."""
    return replace(letters.link_of(invitation, shown), path="/reminders/{token}", purpose=PURPOSE)


def _is_over(workshop: Workshop) -> bool:
    return workshop.state in OVER or workshop.deleted_at is not None


def _is_on(workshop: Workshop, kind: ReminderKind) -> bool:
    if kind is ReminderKind.WEEK:
        return workshop.reminds_week_before
    return workshop.reminds_day_before


def _told_at(invitation: Invitation) -> datetime | None:
    """When the last letter that told day, time and place was queued."""
    told = [one.letter.queued_at for one in invitation.letters if one.kind in TELLING]
    return max(told, default=None)


def _remind_one(invitation: Invitation, kind: ReminderKind, starts_at: datetime) -> bool:
    """Queue one reminder; False for whoever wants none, has had it, or has an older version."""
    placed, shown = invitation.participation, queries.sent_of(invitation)
    off = invitation.reminders_off_at is not None
    gone = placed.person.deleted_at is not None or not addresses.address_of(invitation)
    if shown.starts_at != starts_at or gone:
        return False
    if not reminders.wants(placed.answer, placed.place, switched_off=off):
        return False
    seed = f"{invitation.uid}/{LETTERS[kind].value}/{starts_at.astimezone(UTC).isoformat()}"
    if outbox.message_id_of(seed) in {each.letter.message_id for each in invitation.letters}:
        return False
    if was_just_told(_told_at(invitation), clock.now()):
        return False
    context = {"answer": placed.answer, "asks": placed.answer is Answer.NONE}
    composed = replace(
        letters.draft(invitation, LETTERS[kind], shown, context),
        links={
            "answer": letters.link_of(invitation, shown),
            outbox.UNSUBSCRIBE: stop_link_of(invitation, shown),
        },
        message_id_seed=seed,
    )
    letter = letters.post(invitation, LETTERS[kind], composed)
    letter.run_at = waking_moment(clock.now(), placed.person.timezone, weekends=True)
    db.session.flush()
    return True
