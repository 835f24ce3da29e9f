"""Which slice reacts to which fact of a lower one."""

from workshops.adoption import subscribers as adoption_subscribers
from workshops.core import resting
from workshops.core.events import answer, subscribe
from workshops.deliverables import subscribers as deliverables_subscribers
from workshops.deliverables.events import PackDelivered, PackReceived
from workshops.deliverables.queries import open as deliverables_open
from workshops.deliverables.queries.merging import list_differences as verdicts_of_both
from workshops.engagements import subscribers as engagements_subscribers
from workshops.expectations import subscribers as expectations_subscribers
from workshops.expectations.events import NoteWithdrawn, QuoteConsentWithdrawn
from workshops.invitations import subscribers as invitations
from workshops.overview.queries.resting import experiments_on, papers_on
from workshops.people.events import AddressChanged, PersonsMerged, WhatDiffers, WhatIsOpen
from workshops.planning import subscribers as planning_subscribers
from workshops.planning.events import (
    DateChosen,
    ParticipationAnswered,
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
from workshops.planning.queries import open as planning_open
from workshops.planning.queries.merging import list_differences as words_of_both


def subscribe_all() -> None:
    """Which slice reacts to which fact of a lower one."""
    _subscribe_invitations()
    subscribe(PersonsMerged, engagements_subscribers.on_persons_merged)
    subscribe(PersonsMerged, planning_subscribers.on_persons_merged)
    subscribe(PersonsMerged, expectations_subscribers.on_persons_merged)
    subscribe(PersonsMerged, deliverables_subscribers.on_persons_merged)
    subscribe(ParticipationAnswered, planning_subscribers.on_participation_answered)
    subscribe(NoteWithdrawn, deliverables_subscribers.on_note_withdrawn)
    subscribe(QuoteConsentWithdrawn, deliverables_subscribers.on_consent_withdrawn)
    subscribe(PackDelivered, adoption_subscribers.on_pack_delivered)
    subscribe(PackReceived, adoption_subscribers.on_pack_received)
    answer(WhatIsOpen, planning_open.list_open)
    answer(WhatIsOpen, deliverables_open.list_open)
    answer(WhatDiffers, words_of_both)
    answer(WhatDiffers, verdicts_of_both)
    resting.ask(experiments_on)
    resting.ask(papers_on)


def _subscribe_invitations() -> None:
    """What guests hear of what happens in planning."""
    subscribe(PersonsMerged, invitations.on_persons_merged)
    subscribe(AddressChanged, invitations.on_address_changed)
    subscribe(ParticipationRemoved, invitations.on_participation_removed)
    subscribe(ParticipationsMerged, invitations.on_participations_merged)
    subscribe(PlaceChanged, invitations.on_place_changed)
    subscribe(WorkshopCancelled, invitations.on_workshop_cancelled)
    subscribe(PollOpened, invitations.on_poll_opened)
    subscribe(SlotRemoved, invitations.on_slot_removed)
    subscribe(SlotsAdded, invitations.on_slots_added)
    subscribe(PollNudged, invitations.on_poll_nudged)
    subscribe(DateChosen, invitations.on_date_chosen)
    subscribe(PollClosed, invitations.on_poll_closed)
