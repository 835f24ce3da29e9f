"""Organisations in their tree, as they stand on a day."""

from collections import Counter
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import make_organisation, make_person, make_user
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.people import services, tasks
from workshops.people.models import Discipline, Level, Organisation, OrganisationKind, Skill
from workshops.people.queries import organisations as queries
from workshops.people.services import organisations
from workshops.people.services.organisations import OrganisationDetails

TODAY, NEW_YEAR = date(2026, 11, 23), date(2027, 1, 1)


def _load() -> None:
    with transaction():
        services.load_standing_data(COMMAND_LINE)


def _named(name: str) -> Organisation:
    return db.session.scalars(select(Organisation).where(Organisation.name == name)).one()


def _children(name: str, day: date) -> int:
    return len(queries.list_children_on(COMMAND_LINE, _named(name), day))


@both_databases
def test_standing_data_is_loaded_once_however_often(app: Flask) -> None:
    _load()
    _load()
    counts = Counter(db.session.scalars(select(Organisation.kind)))
    assert counts[OrganisationKind.MUNICIPALITY] == 98
    assert counts[OrganisationKind.MINISTRY] == 20
    assert db.session.scalar(select(func.count(Discipline.id))) == 33
    assert db.session.scalar(select(func.count(Skill.id))) == 20


def test_loading_again_keeps_what_was_changed(app: Flask) -> None:
    _load()
    ministry = _named("Kulturministeriet")
    ministry.name, ministry.deleted_at = "Kulturministeriet (lukket)", clock.now()
    db.session.commit()
    _load()
    assert ministry.name == "Kulturministeriet (lukket)"
    assert ministry.deleted_at is not None


@both_databases
def test_five_regions_become_four_at_new_year(app: Flask) -> None:
    _load()

    def regions(day: date) -> list[str]:
        placed = queries.list_organisations_on(COMMAND_LINE, day)
        return [p.organisation.name for p in placed if p.organisation.level is Level.REGION]

    assert len(regions(date(2026, 12, 31))) == 5
    assert len(regions(NEW_YEAR)) == 4
    assert regions(NEW_YEAR)[-1] == "Region Østdanmark"
    assert (_children("Region Hovedstaden", TODAY), _children("Region Sjælland", TODAY)) == (29, 17)
    assert _children("Region Østdanmark", TODAY) == 0
    assert _children("Region Østdanmark", NEW_YEAR) == 46


def test_the_present_parent_follows_the_calendar(app: Flask) -> None:
    _load()
    assert _named("Roskilde Kommune").parent is _named("Region Sjælland")
    with clock.frozen_at(clock.now().replace(year=2027, month=1)):
        _load()
    db.session.expire_all()
    assert _named("Roskilde Kommune").parent is _named("Region Østdanmark")


def test_the_ministry_has_its_four_agencies(app: Flask) -> None:
    _load()
    assert _children("Ministeriet for Offentlig Innovation", TODAY) == 4
    assert _children("Ministeriet for Offentlig Innovation", date(2015, 1, 1)) == 0
    assert _children("Finansministeriet", date(2015, 1, 1)) == 4


@both_databases
def test_a_move_holds_from_its_day(app: Flask) -> None:
    before, after = make_organisation(), make_organisation()
    agency = make_organisation(parent_id=before.id)
    with transaction():
        organisations.move_organisation(
            make_user().actor(), organisation=agency, parent=after, from_day=NEW_YEAR
        )
    assert queries.parent_on(agency, date(2026, 12, 31)) is before
    assert queries.parent_on(agency, NEW_YEAR) is after
    assert agency.parent is before
    assert [above for _, above in queries.list_parents(agency)] == [before, after]


def test_an_organisation_cannot_stand_below_itself(app: Flask) -> None:
    top = make_organisation()
    middle = make_organisation(parent_id=top.id)
    bottom = make_organisation(parent_id=middle.id)
    with pytest.raises(Invalid), transaction():
        organisations.move_organisation(
            make_user().actor(), organisation=top, parent=bottom, from_day=TODAY
        )


def test_an_organisation_in_use_is_not_deleted(app: Flask) -> None:
    admin, used = make_user(Role.ADMINISTRATOR).actor(), make_organisation()
    make_person(organisation_id=used.id)
    with pytest.raises(Conflict), transaction():
        organisations.delete_organisation(admin, organisation=used)
    empty = make_organisation()
    with transaction():
        organisations.delete_organisation(admin, organisation=empty)
    assert queries.find_organisation(empty.public_id) is None
    assert queries.get_organisation_to_restore(admin, empty.public_id) is empty


def test_the_second_of_two_editors_is_told(app: Flask) -> None:
    actor, agency = make_user().actor(), make_organisation()
    details = OrganisationDetails("Nyt navn", Level.STATE, OrganisationKind.AGENCY)
    with transaction():
        organisations.edit_organisation(actor, organisation=agency, details=details, version=1)
    with pytest.raises(Stale), transaction():
        organisations.edit_organisation(actor, organisation=agency, details=details, version=1)


def test_the_last_day_is_not_before_the_first(app: Flask) -> None:
    details = OrganisationDetails(
        "Råd", Level.OTHER, OrganisationKind.OTHER, valid_from=NEW_YEAR, valid_to=TODAY
    )
    with pytest.raises(Invalid), transaction():
        organisations.add_organisation(make_user().actor(), details=details)


def test_readers_change_no_organisation(app: Flask) -> None:
    details = OrganisationDetails("Råd", Level.OTHER, OrganisationKind.OTHER)
    with pytest.raises(NotAllowed), transaction():
        organisations.add_organisation(make_user(Role.READER).actor(), details=details)


def test_the_night_of_new_year_moves_the_municipalities(app: Flask) -> None:
    _load()
    with clock.frozen_at(clock.now().replace(year=2027, month=1, day=1)), transaction():
        tasks.renew()
    assert _named("Roskilde Kommune").parent is _named("Region Østdanmark")


def test_what_came_with_the_product_is_not_deleted(app: Flask) -> None:
    _load()
    with pytest.raises(Conflict), transaction():
        organisations.delete_organisation(
            make_user(Role.ADMINISTRATOR).actor(), organisation=_named("Kulturministeriet")
        )


def test_municipalities_have_their_official_names(app: Flask) -> None:
    _load()
    of_kind = select(Organisation.name).where(Organisation.level == Level.MUNICIPALITY)
    names = set(db.session.scalars(of_kind))
    assert {name for name in names if not name.endswith(" Kommune")} == {"Bornholms Regionskommune"}
    assert {"Københavns Kommune", "Frederiksberg Kommune", "Nordfyns Kommune"} < names
