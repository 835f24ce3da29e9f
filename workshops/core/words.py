"""Fixed sets of values with the words for them."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """Values, each with its word for a person as a message id.

    class Vote(Worded):
        YES = "yes", N_("Yes")
        NO = "no", N_("No")

    `Vote.YES` is the text "yes", and `Vote.YES.label` is "Yes".
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A text as any other, which knows its word."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def word_for(kind: type[Worded], value: str) -> str:
    """The message id for a value that was kept; the value itself where it is none any more."""
    return kind(value).label if value in list(kind) else value
