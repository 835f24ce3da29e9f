"""What others have told: the columns that hold it, and odd values that they may hold by now."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, DateTime, Enum, String, Table, literal

from tests.adoption.records import adoption
from tests.architecture.records import World
from tests.deliverables.pack_records import delivery
from tests.expectations.makers import make_group, make_votes
from tests.expectations.records import note
from tests.factories import save
from tests.invitations.mail_records import make_incoming, make_reply
from tests.invitations.poll_records import poll_of
from tests.security.planting import is_json
from workshops.adoption.models import AdoptionChange, Status
from workshops.core import clock
from workshops.core.actor import ActorKind
from workshops.core.columns import UtcDateTime
from workshops.core.db import db
from workshops.deliverables.models.delivery import DeliveryFetch
from workshops.invitations.models import InvitationReply, ReplyOutcome, TrustLevel
from workshops.mail.models import LetterState
from workshops.people.models import PeopleImportChange, PersonAlias
from workshops.planning.models import DayNeed
from workshops.planning.models.attendance import CheckIn, CheckInState, CheckInWay
from workshops.planning.models.polls import PollVote, Vote

OUTSIDE = {
    # mail and calendar programs
    "incoming": "raw from_address from_name subject text params record_id settled_at",
    "invitation": "sent replied_at answered_sequence older_answer opened_at last_opened_at",
    "invitation_reply": "method answer before level sequence stamped_at comment starts_at ends_at",
    "letter": "links to_name subject text bounced_at delayed_at failure last_error server_answer",
    "substitution": "name email settled_by",
    # guests by their links, at the door and by telephone
    "participation": "answer answered_at answer_note kept_until attended",
    "day_need": "access diet",
    "check_in": "way at noted_by undone_by",
    "poll_guest": "required voted_at nudged_at",
    "poll_vote": "vote by_staff",
    # lists
    "people_import": "file_name kind skipped header rows mapping reading",
    "people_import_change": "before",
    "person": "name phone email role_title languages",
    "person_alias": "address",
    "stored_file": "name size uploaded_by",
    # citizens
    "expectation_note": (
        "text text_search kind speaker_role segment speaker_code stage touchpoint consent_version "
        "consented_at legal_basis hidden_at"
    ),
    "note_vote": "agrees disagrees passes",
    "viewpoint_group": "source name size",
    # agencies
    "engagement_request": (
        "agency contact_name contact_email contact_phone question wished_month reason confirmed_at"
    ),
    "agency_question": "answer answered_by answered_at",
    "reviewer": "verdict remark answered_at",
    "review_comment": "section_key text answer settled_by",
    "adoption": "reason place in_use_on owner_name owner_title owner_email begun_on answered_at",
    "adoption_change": "actor_name old new reason place note",
    "adoption_ask": "name address",
    "delivery": "name received_at received_by received_title received_journal_number",
    "delivery_fetch": "fetched_at file_name by",
    # what our own code kept as JSON, and so perhaps an older release
    "agenda_block": "materials",
    "deliverable": "questions recommendations",
    "deliverable_block": "composed edited offered",
    "engagement": "levels",
    "experiment": "sites guardrails subgroups assumptions",
    "experiment_result": "subgroup_results guardrail_results",
    "job": "last_error payload",
    "management_sheet": "routines_to_change code_points",
    "method_text": "steps materials",
    "registration": "plan",
    "review_round": "document message",
    "room": "equipment",
    "saved_search": "wish",
    "search_text": "translations",
    "theme_change": "before after",
}
AS_WE_KEEP_IT = {
    "activity.fields": "names of fields in a log that nobody can change",
    "people_import.numbers": "as many as there are rows",
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ELSEWHERE = {  # told by programs of somebody else's, and so once kept without bounds
    "invitation.replied_at",
    "invitation_reply.stamped_at",
    "invitation_reply.starts_at",
    "invitation_reply.ends_at",
}
CODES = {"invitation_reply.method"}  # in columns that hold any text
FAR_WEST = "America/Nuuk"  # where the first instants of all are no days of a calendar
LONGEST = 5_000  # characters of a text that has no limit of its own
PIECES = (
    "",
    " ",
    "   \t ",
    "\n\n\r\n",
    "Å",
    "a\u0301\u0323\u0302" * 40,
    "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627\u202c",
    "\u200b\ufeff\u00ad",
    "\U0001f469\u200d\U0001f9b1\U0001f1e9\U0001f1f0",
    "%s %(name)s {0} {name} \\ ' \" <b> &amp;",
    "=1+1",
    "-",
    "@",
    "a@b@c",
    "/../",
    "2026-13-45",
    "12",
    "\x01\x1f\x7f",
    "one\ntwo\r\nthree\u2028four\x0bfive\x0csix",
)
INSTANTS = tuple(
    datetime.fromisoformat(f"{told}+00:00")
    for told in (
        "0001-01-01T00:00:00",
        "0001-01-01T00:30:00",
        "1969-12-31T23:59:59",
        "1970-01-01T00:00:00",
        "2099-12-31T23:59:59",
        "2100-01-01T00:00:00",
        "9999-12-31T23:59:59",
    )
)
OURS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
DAYS = (date(1, 1, 1), date(1970, 1, 1), date(2024, 2, 29), date(9999, 12, 31))
NUMBERS = (0, -1, 1, 2**31 - 1, -(2**31))
PLAIN: dict[type, tuple[Any, ...]] = {
    bytes: (b"", b"\x00\xff", b"Subject: \xe6\r\n\r\n\xf8"),
    date: DAYS,
    datetime: OURS,
    bool: (False, True),
    int: NUMBERS,
}


def odd_texts(longest: int) -> st.SearchStrategy[str]:
    """Texts that a column of that many characters takes, the longest among them."""
    long = st.sampled_from(("W", "æ ", "a\u0301", "\U0001f9b1", "x\n")).map(
        lambda piece: (piece * longest)[:longest]
    )
    short = st.lists(st.sampled_from(PIECES), max_size=4).map(lambda held: "".join(held)[:longest])
    mixed = st.text(max_size=min(longest, 40), alphabet=st.characters(codec="utf-8")).map(
        lambda text: text.replace("\x00", "")
    )
    return st.one_of(short, long, mixed)


@st.composite
def older(draw: st.DrawFn, value: Any) -> Any:
    """JSON as an older release may have kept it: keys are missing, words odd, codes others."""
    if isinstance(value, dict) and value:
        gone = draw(st.sets(st.sampled_from(sorted(value)), max_size=1 + len(value) // 4))
        return {name: draw(older(held)) for name, held in value.items() if name not in gone}
    if isinstance(value, list):
        return [draw(older(held)) for held in value]
    if isinstance(value, str) and not DAY.fullmatch(value) and draw(st.integers(0, 3)) == 0:
        return draw(odd_texts(300))
    return value


def odd(table: Table, column: Column[Any], held: Any, *, codes: bool) -> st.SearchStrategy[Any]:
    """Values that a column can hold, as they may come from outside.

    With `codes` also other codes, nothing at all, or what it holds: these decide what a page shows.
    """
    found = _odd_values(table, column, held)
    if codes:
        nothing = [st.none()] if column.nullable and not is_json(column) else []
        return st.one_of([found, found, st.just(held), *nothing])
    code = isinstance(column.type, Enum | Boolean) or f"{table.name}.{column.name}" in CODES
    return st.just(held) if code or held is None else found


def _odd_values(table: Table, column: Column[Any], held: Any) -> st.SearchStrategy[Any]:
    kind = column.type
    if isinstance(kind, Enum):
        return st.sampled_from(kind.enums)
    if is_json(column):
        return older(held)
    if isinstance(kind, String):
        return odd_texts(kind.length or LONGEST)
    if f"{table.name}.{column.name}" in ELSEWHERE:
        return st.sampled_from(INSTANTS).map(raw)
    return st.sampled_from(PLAIN[datetime if isinstance(kind, UtcDateTime) else kind.python_type])


def raw(instant: datetime) -> Any:
    """An instant as it is written past the column's own type, which would refuse it."""
    return literal(instant, DateTime(timezone=True))


def tell_more(world: World) -> None:
    """What no address names: another time that a guest proposes, a letter that came back."""
    reply = world.once(make_reply)
    world.sitting.timezone = FAR_WEST
    now, shapes = clock.now(), (ReplyOutcome.WAITING, ReplyOutcome.APPLIED, ReplyOutcome.OLDER)
    counter = {"method": "COUNTER", "starts_at": now, "ends_at": now + timedelta(hours=1)}
    for name, value in counter.items():
        setattr(reply, name, value)
    for number, outcome in enumerate(shapes):
        came = make_incoming(world.engagement.id, f"{number}" * 64, **_about(reply))
        values = {"stamped_at": now, "level": TrustLevel.VERIFIED, "outcome": outcome, **counter}
        save(InvitationReply(incoming=came, invitation=reply.invitation, **values))
    make_votes(world.once(note), make_group(world.engagement, "Gruppe"), agrees=3)
    person, sent = world.person.id, world.once(delivery)
    save(PersonAlias(person_id=person, address="gammel@kommune.example"))
    changed = {"before": {"name": "Åse", "languages": ["da"]}, "person_version": 1}
    save(PeopleImportChange(import_id=world.people_import.id, person_id=person, **changed))
    file = {"file_name": "a.pdf", "sha256": "a" * 64, "by": "Åse"}
    save(DeliveryFetch(delivery_id=sent.id, fetched_at=now, **file))
    _tell_at_the_day(world)
    world.letter.bounced_at = world.letter.delayed_at = now
    world.letter.state = LetterState.BOUNCED
    db.session.commit()


def _about(reply: InvitationReply) -> dict[str, Any]:
    return {"record_kind": "invitation", "record_id": reply.invitation_id}


def _tell_at_the_day(world: World) -> None:
    """What a guest and an agency have said by link and at the door."""
    person, poll, row = world.person.id, world.once(poll_of), world.once(adoption)
    save(PollVote(slot_id=poll.slots[0].id, guest_id=poll.guests[0].id, vote=Vote.MAYBE))
    save(DayNeed(workshop_id=world.workshop.id, person_id=person, access="Rampe", diet="Vegansk"))
    tap = {"way": CheckInWay.DEVICE, "state": CheckInState.STANDING, "noted_by": "Bo"}
    of = world.participation.id
    save(CheckIn(client_id="a" * 16, participation_id=of, at=clock.now(), **tap))
    who = {"actor_kind": ActorKind.LINK, "actor_name": "Åse", "happened_at": clock.now()}
    save(AdoptionChange(adoption_id=row.id, old=Status.AWAITED, new=Status.ACCEPTED, **who))
