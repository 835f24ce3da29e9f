"""Posting letters: rendered in the recipient's language and queued in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import select

from workshops.core import clock
from workshops.core.config import Settings
from workshops.core.db import db
from workshops.core.errors import Conflict
from workshops.core.text import N_, public_id
from workshops.mail.links import LinkSpec
from workshops.mail.models import Letter, LetterState
from workshops.mail.rules import check_address, check_line

UNSUBSCRIBE = "unsubscribe"
GONE = {LetterState.HANDED_OVER, LetterState.BOUNCED, LetterState.SENDING}
RESTARTABLE = (LetterState.GIVEN_UP, LetterState.REFUSED, LetterState.FAILED)


@dataclass(frozen=True)
class Draft:
    """What a slice hands over for one message to one person.

    `subject` is a message id, filled from `subject_params` when there are any. `template` names
    `<template>.txt` and `<template>.html`, which extend mail/letter and see `context`, `language`,
    `subject`, `lab_name`, `site` and `links`: `{{ site }}/today` is a page for those who sign in,
    `{{ links.answer }}` the whole personal address that `links["answer"]` describes. Calendar bytes
    may hold `placeholder("answer")` too.

    `lane` keeps the order of what concerns one guest and thing ("invitation:17"). The same
    `message_id_seed` makes the same Message-ID and never a second letter. `supersedes` names kinds
    of older letters of the lane which, if still unsent, are not sent any more.
    """

    to_address: str
    language: str
    subject: str
    template: str
    kind: str
    lane: str
    to_name: str = ""
    context: Mapping[str, object] = field(default_factory=dict)
    subject_params: Mapping[str, object] = field(default_factory=dict)
    from_name: str = ""
    calendar: bytes | None = None
    calendar_method: str = ""
    in_reply_to: str = ""
    links: Mapping[str, LinkSpec] = field(default_factory=dict)
    record_kind: str = ""
    record_id: int | None = None
    engagement_id: int | None = None
    message_id_seed: str = ""
    supersedes: tuple[str, ...] = ()


def post(draft: Draft) -> Letter:
    """Queue a letter; where no mail server is set it is kept, readable under Outbox.

    A seed that was posted before gives the letter of that time. Raises Invalid for an address or
    a name that cannot stand in a header.
    """
    message_id = message_id_of(draft.message_id_seed)
    known = db.session.scalar(select(Letter).where(Letter.message_id == message_id))
    if known is not None:
        return known
    for kind in draft.supersedes:
        supersede(draft.lane, kind)
    letter = _letter(draft, message_id)
    _render(draft, letter)
    db.session.add(letter)
    db.session.flush()
    return letter


def placeholder(name: str) -> str:
    """What stands in a stored letter for a personal address until it is sent or shown."""
    return f"{{link:{name}}}"


def message_id_of(seed: str) -> str:
    """The Message-ID, with its angle brackets, that a seed leads to; a random one without seed."""
    left = sha256(seed.encode()).hexdigest()[:32] if seed else public_id() + public_id()
    return f"<{left}@{domain()}>"


def domain() -> str:
    """The domain of the installation's own address."""
    return _settings().rsvp_address.rpartition("@")[2]


def supersede(lane: str, kind: str) -> int:
    """Mark letters of that lane and kind which have not left as superseded; how many there were."""
    older = db.session.scalars(
        select(Letter)
        .where(Letter.lane == lane, Letter.kind == kind, Letter.state == LetterState.QUEUED)
        .order_by(Letter.id)
        .with_for_update()
    ).all()
    for letter in older:
        letter.state = LetterState.SUPERSEDED
    db.session.flush()
    return len(older)


def restart(letter: Letter) -> None:
    """Queue a letter that was refused, given up or failed once more, in its old place in the lane.

    Raises Conflict when it is not in such a state, when its text is forgotten, or when a later
    letter of its lane has left already and this one would overtake backwards.
    """
    if letter.state not in RESTARTABLE:
        raise Conflict(N_("This letter cannot be sent again in its present state."))
    if not letter.text:
        raise Conflict(N_("The text was deleted 30 days after the letter ended. Send a new one."))
    later = select(Letter.state).where(Letter.lane == letter.lane, Letter.id > letter.id)
    if GONE & set(db.session.scalars(later.order_by(Letter.id).with_for_update())):
        raise Conflict(N_("A newer letter about the same thing has already left."))
    letter.state = LetterState.QUEUED
    letter.attempts = 0
    letter.run_at = letter.queued_at = clock.now()
    db.session.flush()


def _letter(draft: Draft, message_id: str) -> Letter:
    now = clock.now()
    return Letter(
        message_id=message_id,
        lane=draft.lane,
        kind=draft.kind,
        to_name=check_line(draft.to_name),
        to_address=check_address(draft.to_address),
        from_name=check_line(draft.from_name),
        language=draft.language,
        calendar=draft.calendar,
        calendar_method=check_line(draft.calendar_method),
        in_reply_to=check_line(draft.in_reply_to),
        links={name: spec.stored() for name, spec in draft.links.items()},
        record_kind=draft.record_kind,
        record_id=draft.record_id,
        engagement_id=draft.engagement_id,
        state=LetterState.QUEUED if _settings().smtp_url else LetterState.KEPT,
        queued_at=now,
        run_at=now,
    )


def _render(draft: Draft, letter: Letter) -> None:
    """Fill in subject and both texts, in the recipient's language whoever is signed in."""
    templates = current_app.jinja_env
    with force_locale(draft.language):
        letter.subject = check_line(str(gettext(draft.subject, **draft.subject_params)))[:300]
        context = {
            **draft.context,
            "language": draft.language,
            "subject": letter.subject,
            "lab_name": _settings().lab_name,
            "site": _settings().base_url,
            "links": {name: placeholder(name) for name in draft.links},
        }
        text = templates.get_template(f"{draft.template}.txt").render(context)
        letter.text = text.strip() + "\n"
        html = templates.get_template(f"{draft.template}.html").render(context)
        letter.html = html.strip() + "\n"


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
