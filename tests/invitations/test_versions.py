"""When a guest gets a new version, and what it asks."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from workshops.invitations.rules.versions import (
    Shown,
    Version,
    Weight,
    changes,
    next_stamp,
    next_version,
    weigh,
)
from workshops.planning.models import Answer

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SENT = Shown(
    starts_at=NOW,
    ends_at=NOW + timedelta(hours=3),
    timezone="Europe/Copenhagen",
    venue="Vej 4, København",
    online=False,
    room="Lokale 3",
    join_url="",
    title="Breve der forstås",
    text="Vi prøver tre udkast.",
)


@pytest.mark.parametrize(
    ("change", "weight"),
    [
        ({}, Weight.NONE),
        ({"starts_at": NOW + timedelta(minutes=15)}, Weight.ASKS),
        ({"ends_at": NOW + timedelta(hours=4)}, Weight.ASKS),
        ({"timezone": "America/Nuuk"}, Weight.ASKS),
        ({"venue": "Havnen 1, Aarhus"}, Weight.ASKS),
        ({"online": True}, Weight.ASKS),
        ({"title": "Breve"}, Weight.TELLS),
        ({"text": "Vi prøver fire udkast."}, Weight.TELLS),
        ({"room": "Lokale 4"}, Weight.TELLS),
        ({"join_url": "https://moede.example/1"}, Weight.TELLS),
        ({"room": "Lokale 4", "venue": "Havnen 1"}, Weight.ASKS),
    ],
)
def test_time_and_place_are_a_new_question_and_words_are_news(
    change: dict[str, object], weight: Weight
) -> None:
    assert weigh(changes(SENT, replace(SENT, **change))) is weight  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "answer", "older", "expected"),
    [
        ((), Answer.YES, None, Version(3, Answer.YES, False, None)),
        ((), Answer.NONE, None, Version(3, Answer.NONE, True, None)),
        (("title",), Answer.MAYBE, None, Version(4, Answer.MAYBE, False, None)),
        (("title",), Answer.NONE, Answer.YES, Version(4, Answer.NONE, True, Answer.YES)),
        (("starts_at",), Answer.YES, None, Version(4, Answer.NONE, True, Answer.YES)),
        (("venue", "title"), Answer.NO, Answer.YES, Version(4, Answer.NONE, True, Answer.NO)),
        (("online",), Answer.NONE, Answer.YES, Version(4, Answer.NONE, True, Answer.YES)),
    ],
)
def test_the_next_version_echoes_the_answer_or_asks_anew_and_keeps_the_old_one(
    changed: tuple[str, ...], answer: Answer, older: Answer | None, expected: Version
) -> None:
    assert next_version(3, answer, older, changed) == expected


def _not_asked() -> Shown:
    raise AssertionError("everything was kept")


def test_what_was_sent_survives_being_kept() -> None:
    assert Shown.from_json(SENT.as_json(), _not_asked) == SENT


@pytest.mark.parametrize("name", [each.name for each in fields(Shown) if each.name != "waiting"])
@pytest.mark.parametrize("odd", [None, 7, [], "missing"])
def test_what_an_older_release_kept_otherwise_is_as_it_stands(name: str, odd: object) -> None:
    kept = SENT.as_json()
    if odd == "missing":
        del kept[name]
    else:
        kept[name] = odd
    assert Shown.from_json(kept, lambda: SENT) == SENT
    with pytest.raises(TypeError):
        Shown.from_json(kept)


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("starts_at", ""),
        ("starts_at", "9999-12-31T23:00:00+00:00"),
        ("ends_at", "0001-01-01T00:00:00+00:00"),
        ("ends_at", "2026-12-07T12:00:00"),
        ("timezone", "Atlantis/Nowhere"),
        ("timezone", ""),
        ("timezone", "../etc"),
    ],
)
def test_an_impossible_time_that_was_kept_is_none(name: str, odd: str) -> None:
    assert Shown.from_json({**SENT.as_json(), name: odd}, lambda: SENT) == SENT


def test_the_stamp_of_an_entry_only_rises() -> None:
    assert next_stamp(None, NOW) == NOW
    assert next_stamp(NOW - timedelta(days=1), NOW) == NOW
    assert next_stamp(NOW, NOW) == NOW + timedelta(seconds=1)
    assert next_stamp(NOW + timedelta(minutes=5), NOW) == NOW + timedelta(minutes=5, seconds=1)
