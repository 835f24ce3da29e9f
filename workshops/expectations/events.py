"""Facts that expectations tell upwards."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoteWithdrawn:
    """A note lost its text for good; `themes` are the ids of the themes it bore."""

    note_id: int
    public_id: str
    engagement_id: int
    themes: tuple[int, ...]


@dataclass(frozen=True)
class QuoteConsentWithdrawn:
    """A note stays, but its words may no longer be quoted; `themes` are those it bears."""

    note_id: int
    public_id: str
    engagement_id: int
    themes: tuple[int, ...]
