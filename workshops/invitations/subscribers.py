"""What happens to invitations when planning takes people off or cancels a workshop."""

from workshops.invitations import queries
from workshops.invitations.queries.polls import list_guest_ids
from workshops.invitations.services import (
    feeds,
    holds,
    inviting,
    merging,
    moving,
    placing,
    poll_facts,
)
from workshops.people.events import AddressChanged, PersonsMerged
from workshops.planning.events import (
    DateChosen,
    ParticipationRemoved,
    ParticipationsMerged,
    PlaceChanged,
    PollClosed,
    PollNudged,
    PollOpened,
    SlotRemoved,
    SlotsAdded,
    WorkshopCancelled,
)


def on_participation_removed(fact: ParticipationRemoved) -> None:
    """Whoever was taken off a sitting gets its cancellation."""
    for invitation in queries.list_open_of_participation(fact.participation_id):
        if invitation.participation.sitting.is_hold:
            holds.take_back(invitation)
        else:
            inviting.withdraw(invitation)


def on_participations_merged(fact: ParticipationsMerged) -> None:
    """Of two invitations of one person to one sitting, one goes on."""
    merging.follow_merge(fact)


def on_persons_merged(fact: PersonsMerged) -> None:
    """A guest's calendar subscriptions go on as the person they turned out to be."""
    feeds.follow_person(kept_id=fact.kept_id, gone_id=fact.gone_id)


def on_address_changed(fact: AddressChanged) -> None:
    """Calendar entries and questions follow a guest to another address."""
    moving.follow_address(person_id=fact.person_id)


def on_place_changed(fact: PlaceChanged) -> None:
    """Whoever gets a seat or has to wait for one hears it, and the calendar entry follows."""
    for invitation in queries.list_open_of_participation(fact.participation_id):
        placing.tell_place(invitation, fact.after)


def on_workshop_cancelled(fact: WorkshopCancelled) -> None:
    """Everybody invited hears that a workshop will not be held, and why."""
    inviting.withdraw_all(workshop_id=fact.workshop_id, reason=fact.reason)


def on_poll_opened(fact: PollOpened) -> None:
    """Everybody asked gets the letter with their link, and the days kept free."""
    poll_facts.plan(fact.poll_id, fact.guest_ids, "ask")


def on_slots_added(fact: SlotsAdded) -> None:
    """Whoever has voted hears of new days; they are kept free for everybody."""
    new = "-".join(str(number) for number in fact.slot_ids)
    poll_facts.plan(fact.poll_id, list_guest_ids(fact.poll_id), f"days:{new}", new)


def on_slot_removed(fact: SlotRemoved) -> None:
    """A day that was kept free leaves the calendars."""
    poll_facts.plan(fact.poll_id, list_guest_ids(fact.poll_id), f"removed:{fact.slot_id}")


def on_poll_nudged(fact: PollNudged) -> None:
    """The reminder goes out."""
    poll_facts.send_reminder(fact.guest_id)


def on_date_chosen(fact: DateChosen) -> None:
    """Where days were kept free, the chosen one becomes an invitation, the others go."""
    poll_facts.plan_end(fact.poll_id, fact.sitting_id if fact.was_hold else None)


def on_poll_closed(fact: PollClosed) -> None:
    """Nobody goes on waiting for a date."""
    poll_facts.plan_end(fact.poll_id)
