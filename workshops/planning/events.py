"""Facts of planning that higher slices react to, told in the same transaction."""

from dataclasses import dataclass

from workshops.planning.models.kinds import Place


@dataclass(frozen=True)
class SittingChanged:
    """A sitting has another start, length, zone, room or link; `fields` names which."""

    sitting_id: int
    fields: frozenset[str]


@dataclass(frozen=True)
class SittingRemoved:
    """A day was taken out of a workshop; the row is still there while the fact is told."""

    sitting_id: int


@dataclass(frozen=True)
class WorkshopChanged:
    """What stands in every calendar entry of a workshop (title, purpose, language) is different."""

    workshop_id: int
    fields: frozenset[str]


@dataclass(frozen=True)
class WorkshopCancelled:
    """A workshop will not be held."""

    workshop_id: int
    reason: str


@dataclass(frozen=True)
class ParticipationRemoved:
    """Somebody was taken off a sitting."""

    participation_id: int


@dataclass(frozen=True)
class ParticipationsMerged:
    """Two persons on one sitting turned out to be one: `gone_id` is taken off, `kept_id` stays.

    `gone_counts` is whether the answer that stands is the one that the gone one gave.
    """

    kept_id: int
    gone_id: int
    gone_counts: bool


@dataclass(frozen=True)
class ParticipationAnswered:
    """Somebody answered, or changed the answer."""

    participation_id: int


@dataclass(frozen=True)
class PlaceChanged:
    """Somebody has got a seat or an offer, waits, or has neither any more; once an act."""

    participation_id: int
    before: Place
    after: Place


@dataclass(frozen=True)
class PollOpened:
    """A date poll asks these guests; told once for each of them, also for those added later."""

    poll_id: int
    guest_ids: tuple[int, ...]


@dataclass(frozen=True)
class SlotsAdded:
    """Days were added to a poll that is open already."""

    poll_id: int
    slot_ids: tuple[int, ...]


@dataclass(frozen=True)
class SlotRemoved:
    """A day was taken out of a poll; its hold, if any, is taken back by then."""

    poll_id: int
    slot_id: int


@dataclass(frozen=True)
class PollNudged:
    """Somebody who has not voted is to be reminded."""

    guest_id: int


@dataclass(frozen=True)
class DateChosen:
    """A poll has found its day. With holds `sitting_id` is the one that became the workshop's."""

    poll_id: int
    slot_id: int
    sitting_id: int
    was_hold: bool


@dataclass(frozen=True)
class PollClosed:
    """A poll has ended without a day; its holds are taken back by then."""

    poll_id: int
