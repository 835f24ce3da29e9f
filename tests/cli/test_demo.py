"""The demo: a lab in its third year that can be taken away whole."""

from flask import Flask
from sqlalchemy import func, select

from tests.factories import make_engagement, make_organisation, make_user
from tests.marks import both_databases
from workshops.accounts import queries as accounts
from workshops.cli.demo import ledger, load
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, transaction
from workshops.mail.models import Letter
from workshops.people import services as people
from workshops.people.models import Organisation, Person
from workshops.planning.models import Answer, Participation, Workshop, WorkshopState
from workshops.planning.services import methods

BY_HAND = (
    "attempt",
    "day_need",
    "delivery",
    "delivery_fetch",
    "delivery_link",
    "distinct_persons",
    "ended_session",
    "engagement_file",
    "feed",
    "incoming",
    "invitation_reply",
    "mail_cursor",
    "note_author",
    "pack",
    "pack_part",
    "people_import",
    "people_import_change",
    "person_alias",
    "saved_search",
    "stored_file",
    "substitution",
    "version_file",
)


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

    assert {name for name, number in counts().items() if number == 0} <= set(BY_HAND)
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
def test_removing_leaves_what_was_there_before(app: Flask) -> None:
    with transaction():
        people.load_standing_data(COMMAND_LINE)
        methods.load_standing_methods(COMMAND_LINE)
    before = counts()
    load_story()

    with transaction():
        ledger.remove_all()

    assert counts() == before


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
