"""What guests get when something happens to a poll that asks them."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workshops.core import clock
from workshops.core.db import db
from workshops.invitations import queries
from workshops.invitations.services import holds, polling
from workshops.invitations.services.reminding import plan_reminders
from workshops.planning.models import Participation
from workshops.planning.models.polls import PollGuest, PollSlot
from workshops.planning.queries import polls as planning


def send_poll(poll_id: int, guest_ids: tuple[int, ...]) -> None:
    """The letter with the personal link, then the days kept free, if they are."""
    poll = planning.get_whole(poll_id)
    asked = [guest for guest in poll.guests if guest.id in guest_ids]
    for guest in asked:
        polling.post(guest, "ask", poll.slots)
    _open_holds(asked, poll.slots)


def send_new_days(poll_id: int, slot_ids: tuple[int, ...]) -> None:
    """Whoever has voted hears of new days once; who has not finds them in the poll anyway."""
    poll = planning.get_whole(poll_id)
    new = [slot for slot in poll.slots if slot.id in slot_ids]
    for guest in poll.guests:
        if guest.voted_at is not None:
            polling.post(guest, "days", new, word="-".join(str(slot.id) for slot in new))
    _open_holds(poll.guests, new)


def send_reminder(guest_id: int) -> None:
    """The one reminder."""
    guest = planning.get_guest(guest_id)
    polling.post(guest, "nudge", guest.poll.slots)


def send_links_again(address: str) -> None:
    """Once more the links of every open poll that asks this address; at most once an hour."""
    for found in planning.list_open_of_address(address):
        guest = planning.get_guest(found.id)
        polling.post(guest, "again", guest.poll.slots, word=f"{clock.now():%Y%m%d%H}")


def send_end(poll_id: int) -> None:
    """That no date was found. Where days were kept free, their going says so."""
    poll = planning.get_whole(poll_id)
    if poll.with_holds:
        return
    for guest in poll.guests:
        polling.post(guest, "closed", [])


def confirm_hold(poll_id: int, slot_id: int, sitting_id: int) -> None:
    """The kept day becomes an invitation for everybody who has it in the calendar."""
    poll = planning.get_whole(poll_id)
    votes = {guest.person_id: planning.votes_of(guest).get(slot_id) for guest in poll.guests}
    everybody = _placed(sitting_id)
    for placed in everybody:
        for invitation in queries.list_open_of_participation(placed.id):
            holds.confirm(invitation, votes.get(placed.person_id))
    plan_reminders({placed.sitting for placed in everybody})


def _open_holds(guests: list[PollGuest], slots: list[PollSlot]) -> None:
    """An entry for each guest and each kept day that has none yet."""
    asked = {guest.person_id: guest for guest in guests}
    for slot in slots:
        if slot.sitting_id is None:
            continue
        for placed in _placed(slot.sitting_id):
            if placed.person_id in asked:
                holds.open_hold(placed, asked[placed.person_id])


def _placed(sitting_id: int) -> list[Participation]:
    return list(
        db.session.scalars(
            select(Participation)
            .where(Participation.sitting_id == sitting_id, Participation.removed_at.is_(None))
            .options(joinedload(Participation.person), joinedload(Participation.sitting))
            .order_by(Participation.id)
        )
    )
