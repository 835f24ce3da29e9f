"""The one door for mail from outside: each message is taken once, sorted, and applied or shown.

The caller opens the transaction. Whatever a message holds, nothing raises: what cannot be handled
waits in the tray with its reason. Only a database that is away raises, so that the message comes
again.
"""

import logging
from dataclasses import dataclass

from workshops.core.addresses import normal_address
from workshops.core.db import AWAY, db
from workshops.core.errors import Problem
from workshops.core.text import N_
from workshops.invitations.calendar import house
from workshops.invitations.calendar.replies import Fault, read_reply
from workshops.invitations.queries.entries import find_newest_of_address
from workshops.invitations.rules.replied import Reply
from workshops.invitations.services.applying import take_reply
from workshops.invitations.services.cases import Verdict
from workshops.mail import bounces, inbox, reading, trust
from workshops.mail.models import Handling, Incoming
from workshops.mail.reading import Mail

log = logging.getLogger(__name__)
MOST_CALENDARS = 5
OUR_OWN = N_("A message from our own address.")
WORDS_ONLY = N_("A message without an answer that a calendar program wrote.")
SEVERAL = N_("The message holds several answers that differ.")
UNEXPECTED = N_("The message could not be handled. An administrator can look into the log.")


@dataclass(frozen=True)
class Received:
    """What became of a message; `reason` is a message id that the incoming row fills."""

    incoming: Incoming
    handling: Handling
    reason: str


def receive(raw: bytes) -> Received:
    """Take one message and do what it asks, once however often it is delivered."""
    mail = reading.read(raw)
    incoming, is_new = inbox.take(raw, mail)
    if is_new:
        _handle(incoming, mail, raw)
    return Received(incoming, incoming.handling, incoming.reason)


def _handle(incoming: Incoming, mail: Mail, raw: bytes) -> None:
    """Sort and apply in a savepoint, so that what fails half-way leaves nothing behind."""
    try:
        with db.session.begin_nested():
            _sort(incoming, mail, raw)
    except AWAY:
        raise
    except Problem as problem:
        _to_tray(incoming, problem.message, **problem.params)
    except Exception:
        log.exception("incoming message %s", incoming.public_id)
        _to_tray(incoming, UNEXPECTED)


def _sort(incoming: Incoming, mail: Mail, raw: bytes) -> None:
    if mail.from_address == normal_address(house.rsvp_address()):
        inbox.settle(incoming, Handling.IGNORED, OUR_OWN)
    elif mail.report is not None:
        bounces.settle_report(incoming, mail.report)
    elif mail.fault:
        _to_tray(incoming, mail.fault)
    elif mail.calendars:
        _settle(incoming, _calendar(incoming, mail, raw))
    elif mail.automatic:
        bounces.settle_automatic(incoming, mail)
    else:
        _to_tray(incoming, WORDS_ONLY)


def _calendar(incoming: Incoming, mail: Mail, raw: bytes) -> Verdict:
    """The one answer in a message, however often it stands there, applied."""
    different = list(dict.fromkeys(part.content for part in mail.calendars))
    if len(different) > MOST_CALENDARS:
        return Verdict(Handling.TRAY, SEVERAL)
    found = [read_reply(content) for content in different]
    replies = list(dict.fromkeys(each for each in found if isinstance(each, Reply)))
    if len(replies) > 1:
        return Verdict(Handling.TRAY, SEVERAL)
    if replies:
        return take_reply(incoming, replies[0], trust.verdict(raw, house.mail_server()))
    faults = [each for each in found if isinstance(each, Fault)]
    worst = next((each for each in faults if not each.dropped), faults[0])
    handling = Handling.IGNORED if worst.dropped else Handling.TRAY
    return Verdict(handling, worst.reason, params=worst.params)


def _to_tray(incoming: Incoming, reason: str, **params: object) -> None:
    _settle(incoming, Verdict(Handling.TRAY, reason, params=params))


def _settle(incoming: Incoming, verdict: Verdict) -> None:
    """Write down what became of a message.

    One that waits and is about no invitation is left to the project manager of whatever its sender
    was last invited to; where nobody knows the sender, to the administrators.
    """
    about = verdict.about
    if about is None and verdict.handling is Handling.TRAY:
        about = find_newest_of_address(incoming.from_address)
    workshop = about.participation.sitting.workshop if about else None
    inbox.settle(
        incoming,
        verdict.handling,
        verdict.reason,
        about=about,
        engagement_id=workshop.engagement_id if workshop else None,
        **verdict.params,
    )
