"""Whether an answer by mail counts: whose it is, what it says, and to which version."""

from datetime import UTC, datetime, timedelta

import pytest

from workshops.invitations.models import TrustLevel
from workshops.invitations.rules import trust
from workshops.invitations.rules.replied import Attendee, Reply, ReplyMethod
from workshops.invitations.rules.trust import Held, Meaning, Standing
from workshops.mail.trust import Dmarc, Trust

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
START, END = datetime(2026, 12, 7, 8, tzinfo=UTC), datetime(2026, 12, 7, 14, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
AASE, OTHER = "aase@kommune.example", "aase@privat.example"
OWN = {AASE, OTHER}
SURE = Trust(Dmarc.PASS)


def reply(method: ReplyMethod = ReplyMethod.REPLY, sequence: int = 2, **more: object) -> Reply:
    """An answer to version 2 as it stands, with some things otherwise."""
    values: dict[str, object] = {
        "uid": "u",
        "attendees": (),
        "organiser": "",
        "stamped_at": AT,
        "starts_at": START,
        "ends_at": END,
        "comment": "",
    }
    return Reply(method=method, sequence=sequence, **{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "sender", "sent_by", "level"),
    [
        (SURE, AASE, "", TrustLevel.VERIFIED),
        (SURE, "Aase@KOMMUNE.example", "", TrustLevel.VERIFIED),
        (SURE, OTHER, "", TrustLevel.VERIFIED),
        (SURE, AASE, OTHER, TrustLevel.VERIFIED),
        (SURE, AASE, "Aase@Privat.example", TrustLevel.VERIFIED),
        (SURE, AASE, "evil@evil.example", TrustLevel.CONFLICT),
        (SURE, "evil@evil.example", "", TrustLevel.CONFLICT),
        (SURE, "evil@evil.example", AASE, TrustLevel.CONFLICT),
        (SURE, "", "", TrustLevel.CONFLICT),
        (Trust(Dmarc.UNKNOWN, True), AASE, "", TrustLevel.VERIFIED),
        (Trust(), AASE, "", TrustLevel.CAPABILITY),
        (Trust(Dmarc.FAIL), AASE, "", TrustLevel.CONFLICT),
        (Trust(Dmarc.FAIL, True), AASE, "", TrustLevel.CONFLICT),
    ],
)
def test_a_message_is_the_guests_own_by_sender_and_verdict(
    found: Trust, sender: str, sent_by: str, level: TrustLevel
) -> None:
    assert trust.level_of(found, sender, OWN, sent_by) is level


def test_the_guests_line_is_found_among_others_unless_it_contradicts_itself() -> None:
    mine, again = Attendee(AASE, "ACCEPTED"), Attendee(OTHER, "ACCEPTED")
    against, chef = Attendee(AASE, "DECLINED"), Attendee("chef@kommune.example", "DECLINED")

    assert trust.line_of([chef, mine], {AASE.upper()}) == mine
    assert trust.line_of([mine, again], OWN) == mine
    assert trust.line_of([mine, against], OWN) is None
    assert trust.line_of([chef], OWN) is None
    assert trust.line_of([], OWN) is None


@pytest.mark.parametrize(
    ("partstat", "delegated_to", "meaning"),
    [
        ("ACCEPTED", (), Meaning.ANSWER),
        ("TENTATIVE", (), Meaning.ANSWER),
        ("DECLINED", ("x@x.dk",), Meaning.ANSWER),
        ("NEEDS-ACTION", (), Meaning.NOTHING),
        ("NEEDS-ACTION", ("x@x.dk",), Meaning.NOTHING),
        ("DELEGATED", ("x@x.dk",), Meaning.SUBSTITUTE),
        ("DELEGATED", (), Meaning.UNKNOWN),
        ("DELEGATED", ("",), Meaning.UNKNOWN),
        ("DELEGATED", ("x@x.dk", "y@x.dk"), Meaning.UNKNOWN),
        ("X-JA", ("x@x.dk",), Meaning.UNKNOWN),
    ],
)
def test_a_line_says_what_its_words_say(
    partstat: str, delegated_to: tuple[str, ...], meaning: Meaning
) -> None:
    assert trust.meaning_of(Attendee(AASE, partstat, delegated_to=delegated_to)) is meaning


@pytest.mark.parametrize(
    ("stamped", "made"),
    [(None, AT), (AT - MINUTE, AT - MINUTE), (AT + 5 * MINUTE, AT + 5 * MINUTE)],
)
def test_a_reply_is_made_when_it_says(stamped: datetime | None, made: datetime) -> None:
    assert trust.stamp_of(reply(stamped_at=stamped), AT) == made


def test_no_reply_is_made_far_in_the_future() -> None:
    late = reply(stamped_at=AT + 5 * MINUTE + SECOND)

    assert trust.stamp_of(late, AT) == AT + 5 * MINUTE


@pytest.mark.parametrize(
    ("answered", "found", "standing"),
    [
        (None, reply(), Standing.CURRENT),
        (AT - SECOND, reply(), Standing.CURRENT),
        (AT, reply(), Standing.REPLAYED),
        (AT + SECOND, reply(), Standing.REPLAYED),
        (AT + SECOND, reply(sequence=3), Standing.AHEAD),
        (None, reply(sequence=3), Standing.AHEAD),
        (AT + SECOND, reply(sequence=1), Standing.REPLAYED),
        (None, reply(sequence=1), Standing.CURRENT),
        (None, reply(sequence=1, starts_at=START + MINUTE), Standing.OLDER),
        (None, reply(sequence=1, ends_at=END + MINUTE), Standing.OLDER),
        (None, reply(sequence=1, starts_at=None, ends_at=None), Standing.OLDER),
        (None, reply(starts_at=None), Standing.CURRENT),
        (None, reply(ReplyMethod.COUNTER), Standing.CURRENT),
        (None, reply(ReplyMethod.COUNTER, 1), Standing.OLDER),
    ],
)
def test_a_reply_stands_to_the_version_that_the_guest_has(
    answered: datetime | None, found: Reply, standing: Standing
) -> None:
    assert trust.standing_of(found, Held(2, START, END, answered), AT) is standing
