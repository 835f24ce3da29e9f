"""What people are told as days ends when a day ends where the lab is, whatever minute it began."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import make_room, make_user, make_workshop, save
from workshops.accounts import services as accounts
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import transaction
from workshops.core.deadlines import last_day, last_moment, oldest_kept
from workshops.core.errors import Gone, NotFound
from workshops.expectations.services import own
from workshops.mail import links
from workshops.mail.links import LinkSpec
from workshops.overview.queries.deleted import get_deleted
from workshops.planning.models import Workshop

MINUTE = timedelta(minutes=1)
AT_NIGHT = datetime(2026, 11, 23, 1, 27, tzinfo=UTC)  # 02.27 in Copenhagen
WEEK_ENDS = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)  # 23.59 there
THIRTY_END = datetime(2026, 12, 23, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "ends"),
    [
        (AT_NIGHT, "2026-11-23T22:59+00:00"),
        (datetime(2026, 11, 22, 23, 27, tzinfo=UTC), "2026-11-23T22:59+00:00"),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "2027-03-28T21:59+00:00"),
        (datetime(2027, 10, 30, 23, 0, tzinfo=UTC), "2027-10-31T22:59+00:00"),
    ],
)
def test_a_deadline_ends_with_its_day(app: Flask, instant: datetime, ends: str) -> None:
    assert last_moment(instant) == datetime.fromisoformat(ends)
    assert last_day(instant) == date.fromisoformat(ends[:10])


def test_what_is_kept_for_days_is_kept_to_the_end_of_the_last_one(app: Flask) -> None:
    days = timedelta(days=30)
    assert oldest_kept(THIRTY_END, days) <= AT_NIGHT
    assert oldest_kept(THIRTY_END + MINUTE, days) > AT_NIGHT


def _read(spec: LinkSpec, now: datetime) -> None:
    links.read(spec.purpose, spec.url().rsplit("/", 1)[1], now)


def test_a_personal_link_works_to_the_end_of_its_last_day(app: Flask) -> None:
    spec = LinkSpec("/i/{token}", "answer", 17, 1, AT_NIGHT + timedelta(days=7))
    for kept in (spec, LinkSpec.restored(spec.stored())):
        assert kept.ends_at == WEEK_ENDS
        _read(kept, WEEK_ENDS)
        with pytest.raises(Gone):
            _read(kept, WEEK_ENDS + 2 * MINUTE)


def test_only_a_letter_for_a_new_password_counts_minutes(app: Flask) -> None:
    spec = LinkSpec("/p/{token}", "renew", 17, 1, AT_NIGHT, short_lived=True)
    assert LinkSpec.restored(spec.stored()).ends_at == AT_NIGHT
    with pytest.raises(Gone):
        _read(spec, AT_NIGHT + 2 * MINUTE)
    source = Path("workshops")
    short = [p for p in source.rglob("*.py") if re.search("short_lived=True", p.read_text("utf-8"))]
    assert [str(path.relative_to(source)) for path in short] == ["accounts/services/renewing.py"]


def test_a_link_to_choose_a_password_works_to_the_end_of_the_seventh_day(app: Flask) -> None:
    owner = make_user()
    with clock.frozen_at(AT_NIGHT), transaction():
        token = accounts.make_link(make_user(Role.ADMINISTRATOR).actor(), owner, secret="s")
    with clock.frozen_at(WEEK_ENDS):
        assert accounts.find_by_link(token, secret="s") == owner
    with clock.frozen_at(WEEK_ENDS + MINUTE), pytest.raises(Gone):
        accounts.find_by_link(token, secret="s")


def test_notes_are_written_to_the_end_of_the_day_after(app: Flask) -> None:
    workshop: Workshop = make_workshop()
    (day,) = workshop.sittings
    day.starts_at, day.length_minutes = AT_NIGHT, 60
    save(day)
    ends = datetime(2026, 11, 24, 22, 59, tzinfo=UTC)
    assert own.writing_ends_at(workshop) == ends
    for now, open_ in ((ends, True), (ends + MINUTE, False)):
        with clock.frozen_at(now):
            assert own.can_write_now(workshop) is open_


def test_the_bin_keeps_to_the_end_of_the_thirtieth_day(app: Flask) -> None:
    actor, room = make_user(Role.ADMINISTRATOR).actor(), make_room(deleted_at=AT_NIGHT)
    assert get_deleted(actor, "room", room.public_id, now=THIRTY_END) == room
    with pytest.raises(NotFound):
        get_deleted(actor, "room", room.public_id, now=THIRTY_END + MINUTE)
