"""The demo: a lab in its third year that can be taken away whole."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW
from tests.factories import make_engagement, make_organisation, make_user
from tests.marks import both_databases
from workshops.accounts import queries as accounts
from workshops.adoption.models import AdoptionCheck
from workshops.cli.demo import dates, handover, ledger, load
from workshops.cli.demo.story import Cast
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, transaction
from workshops.core.errors import Invalid
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.models.kinds import FileFormat, RenderState
from workshops.deliverables.models.packs import Pack
from workshops.deliverables.services.rendering import store_rendered
from workshops.deliverables.tasks.packs import build_pack
from workshops.engagements.models import Engagement
from workshops.mail.models import Letter
from workshops.people import services as people
from workshops.people.models import Organisation, Person
from workshops.planning.models import Answer, Participation, Workshop, WorkshopState
from workshops.planning.services import methods

AFTERWARDS = (
    "delivery",
    "delivery_fetch",
    "delivery_link",
    "pack",
    "pack_part",
    "stored_file",
    "version_file",
)
TODAY = NOW.date()
BY_HAND = (
    "attempt",
    "day_need",
    "distinct_persons",
    "ended_session",
    "engagement_file",
    "feed",
    "incoming",
    "invitation_reply",
    "mail_cursor",
    "note_author",
    "people_import",
    "people_import_change",
    "person_alias",
    "saved_search",
    "sent_form",
    "substitution",
)


@pytest.mark.parametrize(
    ("now", "week", "weekday", "day"),
    [
        (datetime(2026, 12, 1, 12, tzinfo=UTC), 3, 3, date(2026, 12, 28)),
        (datetime(2026, 12, 1, 12, tzinfo=UTC), 3, 1, date(2026, 12, 22)),
        (datetime(2027, 1, 14, 12, tzinfo=UTC), -3, 3, date(2026, 12, 23)),
    ],
)
def test_story_keeps_off_holidays(now: datetime, week: int, weekday: int, day: date) -> None:
    assert Cast(now).day(week, weekday) == day


def test_days_of_the_storys_poll_stay_apart() -> None:
    christmas = Cast(datetime(2024, 12, 3, 12, tzinfo=UTC))
    moments = [christmas.moment(3, 1, "09.00"), christmas.moment(3, 2, "09.00")]
    assert [at.day for at in dates.apart(moments)] == [27, 30]


def counts() -> dict[str, int]:
    """How many rows each table has; work that waits for the worker is not counted."""
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.metadata.sorted_tables
        if table.name != "job"
    }


def load_story() -> bool:
    with transaction():
        return load.load_story()


def test_the_story_is_whole_and_goes_out_to_invented_addresses_only(app: Flask) -> None:
    load_story()

    assert {name for name, number in counts().items() if number == 0} <= {*BY_HAND, *AFTERWARDS}
    assert db.session.scalar(select(func.count(Person.id))) == 60
    assert set(db.session.scalars(select(Workshop.state))) == set(WorkshopState)
    assert set(db.session.scalars(select(Participation.answer))) == set(Answer)
    addresses = db.session.scalars(select(Letter.to_address).distinct()).all()
    assert len(addresses) > 30
    assert [a for a in addresses if not a.endswith(".example")] == []


def test_story_is_not_loaded_over_existing_accounts(app: Flask) -> None:
    make_user()

    assert load_story() is False


@both_databases
def test_removing_leaves_what_was_there_before(app: Flask, tmp_path: Path) -> None:
    with transaction():
        people.load_standing_data(COMMAND_LINE)
        methods.load_standing_methods(COMMAND_LINE)
    before = counts()
    load_story()
    hand_over(tmp_path)
    empty = {name for name, number in counts().items() if number == 0}

    with transaction():
        ledger.remove_all()

    assert empty & set(AFTERWARDS) == set()
    assert counts() == before


def test_the_pack_waits_for_the_documents_and_the_delivery_for_the_pack(
    app: Flask, tmp_path: Path
) -> None:
    load_story()
    with pytest.raises(Invalid, match="files"), transaction():
        handover.pack_up(engagement_id=handed_over().id)

    hand_over(tmp_path)

    pack = db.session.scalars(select(Pack)).one()
    sent = {one.name: one.received_by for one in db.session.scalars(select(Delivery))}
    assert (pack.state, pack.percent) == (RenderState.DONE, 100)
    assert sent == {"Anne-Sofie Kjærgaard": "Anne-Sofie Kjærgaard", "Lars-Erik Thygesen": ""}


def test_one_check_is_done_and_others_have_come(app: Flask) -> None:
    load_story()

    checks = db.session.scalars(select(AdoptionCheck).where(AdoptionCheck.due_on <= TODAY)).all()

    assert sorted(check.done_at is not None for check in checks) == [False, False, True]


def handed_over() -> Engagement:
    """The engagement that ends in a pack."""
    name = "Brevet, der bliver forstået"
    return db.session.scalars(select(Engagement).where(Engagement.name == name)).one()


def hand_over(folder: Path) -> None:
    """What a worker does after the start, the drawing of single documents left out."""
    for version in db.session.scalars(select(DeliverableVersion)).all():
        with transaction():
            store_rendered(version.id, folder=folder, contents={FileFormat.PDF: b"%PDF-"})
    with transaction():
        handover.pack_up(engagement_id=handed_over().id)
    (pack,) = db.session.scalars(select(Pack.id)).all()
    build_pack(pack, folder=folder, lab="Samskab")
    with transaction():
        handover.hand_over(pack_id=pack)


def test_removing_keeps_the_lab_s_own_records_and_takes_what_hangs_on_the_demo(app: Flask) -> None:
    load_story()
    agency = make_organisation(name="Our own")
    manager = make_user()
    own = make_engagement(manager, organisation_id=agency.id, name="Own")
    client = db.session.scalars(select(Organisation).where(Organisation.name == agency.name)).one()
    invented = db.session.scalars(
        select(Organisation).where(Organisation.name == "Styrelsen for Virksomhedsvejledning")
    ).one()
    make_engagement(manager, organisation_id=invented.id, name="Hangs on the demo")

    with transaction():
        ledger.remove_all()

    left = db.session.scalars(select(type(own).name)).all()
    assert (client.name, left) == ("Our own", ["Own"])


def test_the_first_account_of_the_story_is_told_first(app: Flask) -> None:
    load_story()

    names = [user.name for user in accounts.list_demo_accounts()]

    assert names[:2] == ["Mette Holm", "Jonas Riis"]
