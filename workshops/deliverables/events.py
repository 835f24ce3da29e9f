"""Facts that deliverables tell upwards."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PackDelivered:
    """The issued versions of a pack are on their way to the agency; `versions` are their ids."""

    engagement_id: int
    versions: tuple[int, ...]


@dataclass(frozen=True)
class PackReceived:
    """An officer of the agency has given the receipt, through the link of whoever holds it."""

    engagement_id: int
    versions: tuple[int, ...]
    name: str
    address: str
    language: str
