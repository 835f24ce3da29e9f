"""The lab's ledger and an engagement's list: counts, tree, overdue, files, reminders."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from tests.adoption.makers import make_adoption, make_ask
from tests.factories import make_engagement, make_organisation, make_user
from tests.marks import both_databases
from tests.pages import Client
from workshops.adoption import tasks
from workshops.adoption.models import AdoptionCheck, Status
from workshops.adoption.queries import list_overdue
from workshops.adoption.queries.ledger import count_by_status, list_by_organisation
from workshops.adoption.services import asking
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.mail.models import Letter

LONG_AGO = date(2026, 5, 1)
USED: dict[str, Any] = {
    "status": Status.IN_USE,
    "place": "Kundecenter Vest",
    "in_use_on": date(2026, 10, 1),
}


def run() -> list[Letter]:
    """The daily job; every letter there is."""
    with transaction():
        tasks.remind()
    return list(db.session.scalars(db.select(Letter).order_by(Letter.id)))


@both_databases
def test_ministries_add_up_their_agencies(app: Flask) -> None:
    ministry = make_organisation(name="Ministeriet")
    tax, other = make_organisation(parent_id=ministry.id), make_organisation()
    first, second = make_engagement(organisation_id=tax.id), make_engagement()
    make_adoption(first, **USED)
    make_adoption(first)
    make_adoption(make_engagement(organisation_id=ministry.id))
    make_adoption(make_engagement(organisation_id=other.id))
    make_adoption(make_engagement(second.manager, deleted_at=clock.now()))
    actor = make_user(Role.READER).actor()
    rows = {row.organisation.id: row for row in list_by_organisation(actor)}
    assert (rows[ministry.id].own, rows[ministry.id].total) == (1, 3)
    assert (rows[tax.id].depth, rows[tax.id].total) == (1, 2)
    tops = [row for row in rows.values() if row.depth == 0]
    whole = count_by_status(actor)
    assert whole == {Status.IN_USE: 1, Status.AWAITED: 3}
    for status in Status:
        assert sum(row.counts[status] for row in tops) == whole[status]


def test_the_ledger_is_narrowed_to_an_agency_with_all_below_it(app: Flask, client: Client) -> None:
    ministry = make_organisation(name="Ministeriet")
    tax = make_organisation(parent_id=ministry.id)
    mine = make_engagement(organisation_id=tax.id, name="Klare breve")
    other = make_engagement(name="Anden sag")
    make_adoption(mine, **USED)
    make_adoption(other)
    client.sign_in(make_user(Role.READER))
    assert other.name in client.fetch("/library/adoption").text
    narrowed = f"/library/adoption?organisation={ministry.public_id}"
    page = client.fetch(narrowed)
    assert mine.name in page.text
    assert other.name not in page.text
    assert "Nothing fits" in client.fetch(f"{narrowed}&status=refused").text


@pytest.mark.parametrize("count", [10, 40])
def test_lists_take_the_same_queries_however_long(app: Flask, client: Client, count: int) -> None:
    engagement = make_engagement()
    for _ in range(count):
        make_adoption(engagement)
    client.sign_in(engagement.manager)
    client.fetch(f"/engagements/{engagement.public_id}/adoption", queries=8)
    client.fetch("/library/adoption", queries=8)


def test_the_file_holds_what_the_list_shows(app: Flask, client: Client) -> None:
    used = make_adoption(**USED)
    make_adoption()
    client.sign_in(make_user(Role.ADMINISTRATOR))
    sheet = client.visit("/library/adoption.xlsx?status=in_use").response.data
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[4:9] for row in rows[1:]] == [
        [used.recommendation.text, "In use", "", "Kundecenter Vest", "2026-10-01"]
    ]
    client.sign_in(make_user(Role.READER)).fetch("/library/adoption.csv", 403)


def test_each_check_that_has_come_is_told_of_once(app: Flask) -> None:
    engagement = make_engagement()
    first, second = make_adoption(engagement, LONG_AGO), make_adoption(engagement, LONG_AGO)
    make_adoption(engagement, LONG_AGO, status=Status.REFUSED, reason="Nej")
    make_adoption(engagement)
    ask = make_ask(engagement, language="en")
    (letter,) = run()
    assert letter.to_address == ask.address
    assert letter.text.count("- Øv svære samtaler") == 1
    assert run() == [letter]
    with clock.frozen_at(clock.now() + timedelta(days=170)):
        letters = run()
    assert len(letters) == 2
    told = db.select(AdoptionCheck).where(AdoptionCheck.reminded_at.is_not(None))
    checks = db.session.scalars(told).all()
    assert {check.adoption_id for check in checks} >= {first.id, second.id}


@both_databases
@pytest.mark.parametrize(("hours", "letters"), [(23, 0), (24, 1)])
def test_a_check_waits_until_the_asking_is_a_day_old(app: Flask, hours: int, letters: int) -> None:
    engagement = make_engagement()
    make_adoption(engagement, LONG_AGO)
    ask = make_ask(engagement)
    with clock.frozen_at(clock.now() - timedelta(hours=hours)), transaction():
        asking.send_new_links(address=ask.address)
    assert [letter.kind for letter in run()][1:] == [asking.REMINDER] * letters
    with clock.frozen_at(clock.now() + timedelta(days=1)):
        assert [letter.kind for letter in run()][1:] == [asking.REMINDER]


def test_the_named_owner_is_reminded_instead_of_the_contacts(app: Flask) -> None:
    engagement = make_engagement()
    make_adoption(engagement, LONG_AGO, owner_email="bo@styrelse.example")
    make_ask(engagement)
    make_ask(engagement, address="bo@styrelse.example", contact=False)
    assert [letter.to_address for letter in run()] == ["bo@styrelse.example"]


def test_an_overdue_check_is_shown_to_its_project_manager(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    late, fresh = make_adoption(engagement, LONG_AGO), make_adoption(engagement)
    make_adoption(make_engagement(), LONG_AGO)
    actor = engagement.manager.actor()
    assert list_overdue(actor, clock.now().date()) == [
        (late.engagement.public_id, late.engagement.name, 1)
    ]
    client.sign_in(engagement.manager)
    page = client.fetch(f"/engagements/{engagement.public_id}/adoption?overdue=1")
    assert "Overdue since" in page.text
    assert late.public_id in str(page.links())
    assert fresh.public_id not in str(page.links())
