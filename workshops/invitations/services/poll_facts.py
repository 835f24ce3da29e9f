"""What guests get when something happens to a poll that asks them.

A fact only puts one job for each guest into the queue. The job compares what the guest has with
what the poll says by then and sends the difference, so it does not matter how many of these jobs
come, in which order, or how often.
"""

from collections.abc import Iterable

from workshops.core import clock
from workshops.invitations import queries
from workshops.invitations.models import Invitation, LetterKind
from workshops.invitations.queries import polls as reads
from workshops.invitations.services import holds, polling
from workshops.invitations.services.reminding import plan_reminders
from workshops.jobs.queue import enqueue
from workshops.planning.models import Participation, WorkshopState
from workshops.planning.models.polls import PollGuest, PollState
from workshops.planning.queries import polls as planning
from workshops.planning.queries.agenda import find_sitting


def plan(poll_id: int, guest_ids: Iterable[int], why: str, new: str = "") -> None:
    """Have guests hear what has become of a poll; `new` has the numbers of days that were added."""
    for number in guest_ids:
        key = f"{reads.job_prefix(poll_id)}{number}:{why}"
        enqueue(reads.TELL, key=key, guest_id=number, new=new)


def plan_end(poll_id: int, sitting_id: int | None = None) -> None:
    """The poll is over: everybody hears it; the chosen day, if it was kept free, has reminders."""
    plan(poll_id, reads.list_guest_ids(poll_id), "end")
    sitting = find_sitting(sitting_id) if sitting_id else None
    if sitting is not None:
        plan_reminders({sitting})


def tell(guest_id: int, new: str) -> None:
    """Send one guest what is missing of what the poll says now; nothing twice."""
    guest = reads.lock_guest(guest_id)
    if guest is None or guest.person.deleted_at is not None:
        return
    if guest.poll.state is PollState.OPEN and guest.poll.workshop.deleted_at is None:
        _ask(guest, new)
    for placed in reads.list_held(guest):
        _fit(guest, placed)
    ended_bare = guest.poll.state is PollState.CLOSED and not guest.poll.with_holds
    if ended_bare and reads.was_asked(guest):
        polling.post(guest, "closed", [])


def send_reminder(guest_id: int) -> None:
    """The one reminder."""
    guest = planning.get_guest(guest_id)
    polling.post(guest, "nudge", guest.poll.slots)


def send_links_again(address: str) -> None:
    """Once more the links of every open poll that asks this address; at most once an hour."""
    for found in planning.list_open_of_address(address):
        guest = planning.get_guest(found.id)
        polling.post(guest, "again", guest.poll.slots, word=f"{clock.now():%Y%m%d%H}")


def _ask(guest: PollGuest, new: str) -> None:
    """The letter with the personal link; whoever has voted hears of new days once."""
    if not reads.was_asked(guest):
        polling.post(guest, "ask", guest.poll.slots)
    elif new and guest.voted_at is not None:
        added = [slot for slot in guest.poll.slots if str(slot.id) in new.split("-")]
        if added:
            polling.post(guest, "days", added, word=new)


def _fit(guest: PollGuest, placed: Participation) -> None:
    """Make the entry of one kept day what the day is by now: held, gone, or an invitation."""
    found = next(iter(queries.list_open_of_participation(placed.id)), None)
    workshop = guest.poll.workshop
    if placed.removed_at is not None or placed.sitting.removed_at is not None:
        if found is not None:
            holds.take_back(found)
        return
    if workshop.state is WorkshopState.CANCELLED or workshop.deleted_at is not None:
        return
    if found is not None:
        if not placed.sitting.is_hold and _is_held(found):
            holds.confirm(found, reads.vote_about(guest, placed.sitting_id))
    elif reads.had_invitation(placed):
        return
    elif placed.sitting.is_hold:
        holds.open_hold(placed, guest)
    else:
        holds.invite_at_once(placed, reads.vote_about(guest, placed.sitting_id))


def _is_held(invitation: Invitation) -> bool:
    """Whether the guest's calendar still shows a hold."""
    return all(each.kind is LetterKind.HOLD for each in invitation.letters)
