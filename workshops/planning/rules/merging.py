"""Which of two words counts when two persons turn out to be one.

The later word counts, as in RFC 5546 2.1.5, and silence never beats a word.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Word:
    """What one of two said, None for nothing, and when, as far as it is known."""

    said: object
    at: datetime | None


def is_later(kept: Word, gone: Word) -> bool:
    """Whether the gone one's word counts unless somebody chooses; of a tie the kept one's."""
    if gone.said is None or kept.said is None:
        return gone.said is not None
    if gone.at is None or kept.at is None:
        return gone.at is not None and kept.at is None
    return gone.at > kept.at


def clash(kept: Word, gone: Word) -> bool:
    """Whether both have said something, and not the same."""
    return kept.said is not None and gone.said is not None and kept.said != gone.said
