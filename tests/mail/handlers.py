"""A handler of messages that applies everything."""

from dataclasses import dataclass

from workshops.mail import inbox
from workshops.mail.models import Handling, Incoming


@dataclass(frozen=True)
class Taken:
    """What a handler gives back."""

    incoming: Incoming


def take(raw: bytes) -> Taken:
    """A handler that applies everything."""
    incoming, _new = inbox.take(raw)
    inbox.settle(incoming, Handling.APPLIED)
    return Taken(incoming)
