"""A message is handed to whoever handles messages, and never lost: one transaction a message."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from workshops.core.db import AWAY, transaction
from workshops.core.text import N_
from workshops.mail import inbox
from workshops.mail.models import Handling, Incoming
from workshops.mail.structure import LIMIT_BYTES

log = logging.getLogger(__name__)
FAULTY = N_("The message could not be handled. Settle it by hand.")


class Received(Protocol):
    """What the handler of messages gives back."""

    @property
    def incoming(self) -> Incoming:
        """The row of the message."""


@dataclass(frozen=True)
class Verdict:
    """What became of a message, for whoever brought it."""

    id: str
    handling: Handling
    reason: str


def deliver(
    raw: bytes, receive: Callable[[bytes], Received], then: Callable[[], object] | None = None
) -> Verdict:
    """Have `receive` handle a message; `then` is done in the same transaction.

    What it cannot handle waits in the tray. Raises only what says that the database is away.
    """
    try:
        with transaction():
            verdict = _verdict(receive(raw).incoming)
            _do(then)
    except AWAY:
        raise
    except Exception:
        log.exception("a message could not be handled")
        return _put_by(raw, then)
    return verdict


def deliver_unread(head: bytes, size: int, then: Callable[[], object] | None = None) -> Verdict:
    """Put a message that is too large into the tray, by its headers."""
    with transaction():
        incoming, _new = inbox.take_unread(head, size)
        _do(then)
        return _verdict(incoming)


def is_too_large(size: int) -> bool:
    """Whether a message of so many bytes is not read at all."""
    return size > LIMIT_BYTES


def _do(then: Callable[[], object] | None) -> None:
    if then is not None:
        then()


def _put_by(raw: bytes, then: Callable[[], object] | None) -> Verdict:
    with transaction():
        incoming, is_new = inbox.take(raw)
        if is_new:
            inbox.settle(incoming, Handling.TRAY, FAULTY)
        _do(then)
        return _verdict(incoming)


def _verdict(incoming: Incoming) -> Verdict:
    params = incoming.params
    reason = incoming.reason % params if params else incoming.reason
    return Verdict(incoming.public_id, incoming.handling, reason)
