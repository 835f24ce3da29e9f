"""What mail systems report, written onto the letter that the report names."""

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from workshops.core import clock
from workshops.core.db import db
from workshops.core.text import N_
from workshops.mail.inbox import settle
from workshops.mail.models import Handling, Incoming, Letter, LetterState
from workshops.mail.outbox import domain
from workshops.mail.reading import Mail
from workshops.mail.reports import DeliveryReport, Fate

ON_ITS_WAY = (LetterState.SENDING, LetterState.HANDED_OVER)
LEFT = (*ON_ITS_WAY, LetterState.BOUNCED)
BOUNCED = N_("A letter came back.")
DELAYED = N_("A letter is delayed.")
NO_LETTER = N_("A delivery report that names no letter which has left.")
NOTHING_NEW = N_("A delivery report that changes nothing.")
AUTOMATIC = N_("An automatic reply.")
_ENVELOPE = re.compile(r"b\.([a-z2-7]{16})@(.+)")


def note(report: DeliveryReport) -> Letter | None:
    """Write a report onto its letter, and give that letter.

    None when it names no letter of ours, or one that never left: an address alone is no name. A
    letter that came back stays so.
    """
    letter = _named(report.returned_to, report.message_ids)
    if letter is None or letter.state not in LEFT:
        return None
    if letter.state in ON_ITS_WAY and report.fate is Fate.FAILED:
        _came_back(letter, report)
    elif letter.state in ON_ITS_WAY and report.fate is Fate.DELAYED:
        letter.delayed_at = clock.now()
        letter.last_error = report.said
    db.session.flush()
    return letter


def _came_back(letter: Letter, report: DeliveryReport) -> None:
    """End a letter; a worker that has not yet noted its leaving finds its hold on it gone."""
    letter.state = LetterState.BOUNCED
    letter.bounced_at = clock.now()
    letter.failure = report.failure
    letter.last_error = report.said
    letter.token = letter.lease_until = None


def settle_report(incoming: Incoming, report: DeliveryReport) -> Letter | None:
    """Note a report and write down what became of the message that brought it."""
    letter = note(report)
    if letter is None:
        settle(incoming, Handling.IGNORED, NO_LETTER)
        return None
    reason = {Fate.FAILED: BOUNCED, Fate.DELAYED: DELAYED}.get(report.fate, NOTHING_NEW)
    settle(incoming, Handling.APPLIED, reason, about=letter, engagement_id=letter.engagement_id)
    return letter


def settle_automatic(incoming: Incoming, mail: Mail) -> Letter | None:
    """Write down an automatic reply and the letter that it answers, if it names one."""
    letter = _named(mail.to_addresses, [mail.in_reply_to])
    engagement_id = letter.engagement_id if letter else None
    settle(incoming, Handling.IGNORED, AUTOMATIC, about=letter, engagement_id=engagement_id)
    return letter


def _named(addresses: Iterable[str], message_ids: Iterable[str]) -> Letter | None:
    """The letter by the envelope sender that it left with, or by its Message-ID."""
    found = (_ENVELOPE.fullmatch(address) for address in addresses)
    ids = [each[1] for each in found if each and each[2] == domain().lower()]
    return _first(Letter.public_id.in_(ids)) or _first(Letter.message_id.in_(list(message_ids)))


def _first(holds: ColumnElement[bool]) -> Letter | None:
    wanted = select(Letter).where(holds).order_by(Letter.id).limit(1).with_for_update()
    return db.session.scalars(wanted).first()
