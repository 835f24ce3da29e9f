"""Facts of planning that higher slices react to, told in the same transaction."""

from dataclasses import dataclass


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
    """Two persons on one sitting turned out to be one: `gone_id` is taken off, `kept_id` stays."""

    kept_id: int
    gone_id: int


@dataclass(frozen=True)
class ParticipationAnswered:
    """Somebody answered, or changed the answer."""

    participation_id: int
