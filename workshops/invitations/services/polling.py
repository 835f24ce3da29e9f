"""Date polls by letter: asking, new days, reminders, the end; and beginning one from a guest list.

These letters have no calendar part; holds have letters of their own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from workshops.core import locale
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.text import N_
from workshops.invitations.calendar import words
from workshops.invitations.rules.letters import spoken
from workshops.invitations.services.inviting import GuestList, everybody
from workshops.mail import outbox
from workshops.mail.links import LinkSpec
from workshops.mail.models import Letter
from workshops.mail.outbox import Draft
from workshops.people.queries.addresses import ids_at
from workshops.planning.models import Workshop
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot
from workshops.planning.queries import polls as planning
from workshops.planning.services import polls
from workshops.planning.services.polls import PollPlan

PURPOSE = "poll"
LINK_LIFE = timedelta(days=30)
ASK = N_("Which day suits you? %(title)s")
SUBJECTS = {
    "ask": ASK,
    "days": N_("New days to choose from: %(title)s"),
    "nudge": N_("Reminder – which day suits you? %(title)s"),
    "again": ASK,
    "closed": N_("No date was found: %(title)s"),
}


@dataclass(frozen=True)
class Question:
    """What a letter about a poll asks; `days` are starts and ends."""

    title: str
    purpose: str
    zone: str
    days: Sequence[tuple[datetime, datetime]]
    until: date
    holds: bool


def ask_for_date(
    actor: Actor,
    *,
    workshop: Workshop,
    plan: PollPlan,
    guests: GuestList,
    required: Collection[str] = (),
) -> DatePoll:
    """Open a poll for a guest list; `required` has the addresses of those who must be there."""
    polls.require_ask(actor, workshop)
    everyone = everybody(actor, workshop, guests)
    must = ids_at({address.lower() for address in required})
    people = [(one, one.id in must) for one in everyone]
    return polls.open_poll(actor, workshop=workshop, plan=plan, people=people)


def ask_more(
    actor: Actor, *, poll: DatePoll, guests: GuestList, required: bool
) -> Sequence[PollGuest]:
    """Ask more people in an open poll; `required` is whether they must be there."""
    polls.require_ask(actor, poll.workshop)
    people = [(one, required) for one in everybody(actor, poll.workshop, guests)]
    return polls.add_guests(actor, poll=poll, people=people)


def send_to_address(guest: PollGuest) -> Letter:
    """The question once more, to the address that the guest has now, with a link of its own.

    What has not left yet is not sent to the old address, and the link sent there ends.
    """
    for kind in SUBJECTS:
        outbox.supersede(_lane(guest), _kind(kind))
    guest.link_version += 1
    db.session.flush()
    return post(guest, "again", guest.poll.slots, word=f"link-{guest.link_version}")


def last_address(guest: PollGuest) -> str:
    """Where the last letter about a poll went; nothing before the first."""
    query = select(Letter.to_address).where(
        Letter.record_kind == PollGuest.__tablename__, Letter.record_id == guest.id
    )
    return db.session.scalar(query.order_by(Letter.id.desc()).limit(1)) or ""


def post(guest: PollGuest, kind: str, slots: Sequence[PollSlot], word: str = "") -> Letter:
    """Queue a letter about a poll; `word` tells it from others of its kind to this guest."""
    poll, person = guest.poll, guest.person
    manager = poll.workshop.engagement.manager
    language = spoken(person.language)
    return outbox.post(
        Draft(
            to_address=person.email or "",
            to_name=person.name,
            language=language,
            subject=SUBJECTS[kind],
            subject_params={"title": poll.workshop.name},
            template="invitations/mail/poll",
            context={
                **said(_question(poll, slots), language),
                "kind": kind,
                "name": person.name,
                "manager": manager,
            },
            kind=_kind(kind),
            lane=_lane(guest),
            from_name=manager.name,
            links={} if kind == "closed" else {"answer": link_of(guest)},
            record_kind=PollGuest.__tablename__,
            record_id=guest.id,
            engagement_id=poll.workshop.engagement_id,
            message_id_seed=f"poll/{guest.public_id}/{kind}/{word}",
        )
    )


def said(asked: Question, language: str) -> Mapping[str, object]:
    """What every letter about a poll says: what, which days, until when."""
    days, zone = words.day_lines(asked.days, asked.zone, language)
    return {
        "title": asked.title,
        "purpose": asked.purpose,
        "days": days,
        "zone": zone,
        "until": locale.long_day(asked.until, language),
        "holds": asked.holds,
    }


def link_of(guest: PollGuest) -> LinkSpec:
    """The personal link: good until thirty days after the last proposed day."""
    last = max((slot.ends_at for slot in guest.poll.slots), default=guest.poll.closes_at)
    return LinkSpec(
        path="/p/{token}",
        purpose=PURPOSE,
        id=guest.id,
        version=guest.link_version,
        expires_at=max(last, guest.poll.closes_at) + LINK_LIFE,
    )


def _kind(kind: str) -> str:
    return f"poll_{kind}"


def _lane(guest: PollGuest) -> str:
    return f"poll-guest:{guest.id}"


def _question(poll: DatePoll, slots: Sequence[PollSlot]) -> Question:
    return Question(
        title=poll.workshop.name,
        purpose=poll.workshop.purpose,
        zone=poll.timezone,
        days=[(slot.starts_at, slot.ends_at) for slot in slots],
        until=planning.last_day(poll),
        holds=poll.with_holds,
    )
