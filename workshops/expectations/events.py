"""Facts that expectations tell upwards."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class NoteWithdrawn:
    """A note lost its text for good; `themes` are the ids of the themes it bore.

    `text` is what it said, for those above to find the words where they were copied by hand; it is
    neither stored nor logged.
    """

    note_id: int
    public_id: str
    engagement_id: int
    themes: tuple[int, ...]
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class QuoteConsentWithdrawn:
    """A note stays, but its words, `text`, may no longer be quoted; it bears `themes`."""

    note_id: int
    public_id: str
    engagement_id: int
    themes: tuple[int, ...]
    text: str = field(default="", repr=False)
