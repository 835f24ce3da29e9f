"""Pages of people, organisations and the taxonomy."""

from datetime import date
from typing import Any

import pytest

from tests.factories import make_discipline, make_organisation, make_person, make_user, save
from tests.pages import Client
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import db, transaction
from workshops.people import services
from workshops.people.models import Level, Person, PersonSkill, Scope, Skill


@pytest.fixture
def staff(client: Client) -> Client:
    """Signed in as a project manager."""
    return client.sign_in(make_user())


@pytest.fixture
def admin(client: Client) -> Client:
    """Signed in as an administrator."""
    return client.sign_in(make_user(Role.ADMINISTRATOR))


def _skill(name: str = "Surveys") -> Skill:
    return save(Skill(name_en=name, name_da=f"{name} (da)"))


def test_an_empty_directory_says_so(staff: Client) -> None:
    assert "No people yet" in staff.fetch("/lab/people").text


def test_the_list_takes_as_many_queries_for_many_as_for_few(staff: Client) -> None:
    agency, trade = make_organisation(), make_discipline()
    make_person(organisation_id=agency.id, discipline_id=trade.id)
    few = staff.fetch("/lab/people").queries
    db.session.add_all(
        Person(name=f"Navn {n}", organisation_id=make_organisation().id, discipline_id=trade.id)
        for n in range(40)
    )
    db.session.commit()
    assert staff.fetch("/lab/people", queries=few).queries == few


@pytest.mark.parametrize("text", ["Aase", "åse", "ÅSE", "ærø", "AASE@", "innova", "jura"])
def test_search_knows_danish_letters(staff: Client, text: str) -> None:
    agency = make_organisation(name="Center for Innovation")
    trade = make_discipline(name_en="Law", name_da="Jura")
    make_person(
        name="Åse Ærø",
        email="aase@region.example",
        organisation_id=agency.id,
        discipline_id=trade.id,
    )
    make_person(name="Bo Bæk")
    page = staff.fetch(f"/lab/people?q={text}")
    assert "Åse Ærø" in page.text
    assert "Bo Bæk" not in page.text


def test_filters_narrow_and_can_be_cleared(staff: Client) -> None:
    region = make_organisation(level=Level.REGION)
    skill, person = _skill(), make_person(name="Åse", organisation_id=region.id)
    save(PersonSkill(person_id=person.id, skill_id=skill.id, level=3))
    make_person(name="Bo", organisation_id=make_organisation().id)
    for query in (f"organisation={region.public_id}", "level=region", f"skill={skill.public_id}"):
        page = staff.fetch(f"/lab/people?{query}")
        assert "Åse" in page.links()
        assert "Bo" not in page.links()
    page = staff.fetch("/lab/people?q=nobody")
    assert "Nothing fits these filters" in page.text


def test_sorting_is_danish(staff: Client) -> None:
    for name in ("Åse", "Ærna", "Østen", "Zoe"):
        make_person(name=name)
    links = [name for name in staff.fetch("/lab/people").links() if name in "Åse Ærna Østen Zoe"]
    assert links == ["Zoe", "Ærna", "Østen", "Åse"]


def test_a_person_page_shows_facts_skills_and_log(staff: Client) -> None:
    staff.submit("/lab/people/new", _typed(name="Åse Ærø", email="aase@region.example"))
    person = db.session.query(Person).one()
    save(PersonSkill(person_id=person.id, skill_id=_skill().id, level=3))
    page = staff.fetch(f"/lab/people/{person.public_id}")
    for words in ("aase@region.example", "Surveys", "3 (alone)", "Added"):
        assert words in page.text


def test_readers_see_no_contact_details_and_cannot_search_them(client: Client) -> None:
    person = make_person(name="Åse", email="hemmelig@region.example")
    client.sign_in(make_user(Role.READER))
    assert "hemmelig" not in client.fetch(f"/lab/people/{person.public_id}").text
    assert "Åse" not in client.fetch("/lab/people?q=hemmelig").links()
    client.fetch("/lab/people/export.csv", status=403)


def test_a_guest_has_no_page_in_the_directory(staff: Client) -> None:
    guest = make_person(scope=Scope.GUEST)
    staff.fetch(f"/lab/people/{guest.public_id}", status=404)
    assert guest.name not in staff.fetch("/lab/people").text


def test_a_wrong_address_is_said_on_the_page(staff: Client) -> None:
    page = staff.submit("/lab/people/new", _typed(name="", email="nej"), status=422)
    assert "Enter a name." in page.text
    make_person(email="taken@region.example", name="Bo")
    page = staff.submit("/lab/people/new", _typed(email="TAKEN@region.example"), status=409)
    assert "Bo already has this address." in page.text


def test_a_person_is_edited_and_the_second_editor_merges(staff: Client) -> None:
    person = make_person(name="Åse")
    url = f"/lab/people/{person.public_id}/edit"
    opened = staff.fetch(url)
    staff.submit_form(opened, url, name="Åse A.")
    page = staff.submit_form(opened, url, status=409, name="Åse B.")
    assert "Åse A." in page.text
    assert db.session.get(Person, person.id).name == "Åse A."  # type: ignore[union-attr]


def test_skills_are_set_by_level(staff: Client) -> None:
    person, skill = make_person(), _skill()
    url = f"/lab/people/{person.public_id}/skills"
    opened, field = staff.fetch(url), f"skill_{skill.public_id}"
    typed: dict[str, Any] = {field: "4"}
    staff.submit_form(opened, url, **typed)
    assert "4 (teaches others)" in staff.fetch(f"/lab/people/{person.public_id}").text
    staff.submit_form(opened, url, 409, **{**typed, field: "3"})


def test_deleting_can_be_undone(admin: Client) -> None:
    person = make_person(name="Åse")
    admin.submit(f"/lab/people/{person.public_id}/delete", {})
    page = admin.fetch("/lab/people")
    assert "Åse was deleted." in page.text
    admin.submit(page.form("restore")[0], {})
    assert "Åse" in admin.fetch("/lab/people").links()


def test_project_managers_delete_nobody(staff: Client) -> None:
    staff.submit(f"/lab/people/{make_person().public_id}/delete", {}, status=403)


def test_the_tree_shows_the_day_asked_for(staff: Client) -> None:
    with transaction():
        services.load_standing_data(COMMAND_LINE)
    page = staff.fetch("/lab/organisations", queries=8)
    assert "Region Østdanmark" not in page.text
    assert "Region Sjælland" in page.text
    page = staff.fetch("/lab/organisations?day=2027-01-01")
    assert "Region Østdanmark" in page.text
    assert "Region Sjælland" not in page.text
    region = page.links()["Region Østdanmark"]
    assert "Below it (46)" in staff.fetch(region).text


def test_an_organisation_is_added_edited_and_moved(staff: Client) -> None:
    top = make_organisation(name="Ministeriet")
    data = {"name": "Rådet", "level": "state", "kind": "agency", "parent": top.public_id}
    staff.submit("/lab/organisations/new", data)
    url = staff.fetch("/lab/organisations").links()["Rådet"].partition("?")[0]
    opened = staff.fetch(f"{url}/edit")
    staff.submit_form(opened, "/edit", name="Det Nye Råd")
    staff.submit_form(opened, "/edit", status=409, name="Et Andet Råd")
    staff.submit(f"{url}/move", {"parent": "", "from_day": "2027-01-01"})
    assert "Ministeriet" not in staff.fetch(f"{url}?day=2027-02-01").links()
    assert "Ministeriet" in staff.fetch(f"{url}?day={date(2026, 12, 31)}").links()


def test_an_organisation_with_people_is_kept(admin: Client) -> None:
    agency = make_organisation(name="Rådet")
    make_person(organisation_id=agency.id)
    url = f"/lab/organisations/{agency.public_id}"
    admin.submit(f"{url}/delete", {})
    assert "give it a last day instead" in admin.fetch(url).text


def test_administrators_keep_the_taxonomy(admin: Client) -> None:
    admin.submit(
        "/lab/taxonomy/disciplines/new", {"name_en": "Law", "name_da": "Jura", "voice": ""}
    )
    admin.submit("/lab/taxonomy/skills/new", {"name_en": "Surveys", "name_da": "Skemaer"})
    same = {"name_en": "Law", "name_da": "Ret"}
    admin.submit("/lab/taxonomy/disciplines/new", same, status=409)
    page = admin.fetch("/lab/taxonomy")
    admin.submit(page.links()["Law"], {"version": "1", "name_en": "Law", "name_da": "Ret"})
    admin.submit(f"{page.links()['Law']}/retire", {})
    assert "no longer offered" in admin.fetch("/lab/taxonomy").text
    admin.fetch("/lab/taxonomy/colours/new", status=404)


def test_others_only_read_the_taxonomy(staff: Client) -> None:
    make_discipline(name_en="Law")
    assert "Law" in staff.fetch("/lab/taxonomy").text
    staff.fetch("/lab/taxonomy/skills/new", status=403)


def _typed(**changes: str) -> dict[str, str]:
    return {
        "name": "Åse",
        "language": "da",
        "timezone": "Europe/Copenhagen",
        "contact_preference": "mail",
        "organisation": "",
        "discipline": "",
        **changes,
    }


def test_the_arrows_of_the_pager_have_names_without_their_text(staff: Client) -> None:
    db.session.add_all(Person(name=f"Person {number:03}") for number in range(90))
    db.session.commit()
    page = staff.fetch("/lab/people?page=2")
    names = [link.get("aria-label") for link in page.all("a", class_="button-arrow")]
    assert names == ["Previous", "Next"]
