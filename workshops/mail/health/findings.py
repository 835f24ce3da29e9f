"""What a check found, as a sentence for the administrator and, where DNS lacks it, the record."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How much it matters. A note asks nothing; only what has to be fixed fails the whole."""

    RIGHT = "right"
    NOTE = "note"
    FIX = "fix"


class Area(StrEnum):
    """What a finding is about, in the order of the report."""

    ADDRESS = "address"
    MX = "mx"
    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"
    LINKS = "links"
    SENDING = "sending"
    RECEIVING = "receiving"
    FIGURES = "figures"


@dataclass(frozen=True)
class Finding:
    """One sentence: a message id with `params`. `record` is what should stand in DNS."""

    area: Area
    level: Level
    text: str
    params: dict[str, Any] = field(default_factory=dict)
    record: str = ""


@dataclass(frozen=True)
class Notes:
    """The findings of one area while they are made."""

    area: Area
    found: list[Finding] = field(default_factory=list)

    def right(self, text: str, **params: object) -> None:
        """Something is as it should be."""
        self.found.append(Finding(self.area, Level.RIGHT, text, params))

    def note(self, text: str, **params: object) -> None:
        """Something that is good to know."""
        self.found.append(Finding(self.area, Level.NOTE, text, params))

    def fix(self, text: str, record: str = "", **params: object) -> None:
        """Something is wrong."""
        self.found.append(Finding(self.area, Level.FIX, text, params, record))
