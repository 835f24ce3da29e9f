"""The merge page in use, on the page of a person."""

import pytest
from flask import Flask

from tests.factories import make_person, make_user
from tests.pages import Client, Page
from workshops.people.models import Person

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def person(app: Flask) -> Person:
    return make_person(name="Åse Lund", role_title="Konsulent", phone="11 11 11 11")


@pytest.fixture
def editors(app: Flask) -> list[Client]:
    """Three who may change the directory."""
    return [Client(app).sign_in(make_user()) for _ in range(3)]


def _open(editor: Client, person: Person) -> Page:
    return editor.fetch(f"/lab/people/{person.public_id}/edit")


def test_both_versions_are_shown_and_nothing_typed_is_lost(
    editors: list[Client], person: Person
) -> None:
    first, second, _ = editors
    pages = _open(first, person), _open(second, person)
    first.submit_form(pages[0], "/edit", role_title=f"Chef {EVIL}", phone="22 22 22 22")
    page = second.submit_form(pages[1], "/edit", 409, role_title=f"Leder {EVIL}", name="Åse Ø.")
    assert f"Chef {EVIL}" in page.text
    assert page.form("/edit")[1]["role_title"] == [f"Leder {EVIL}"]
    assert "22 22 22 22" in page.text
    assert "Åse Ø." in page.text
    second.submit_form(page, "/edit", role_title="Chef og leder")
    assert (person.name, person.role_title, person.phone, person.version) == (
        "Åse Ø.",
        "Chef og leder",
        "22 22 22 22",
        3,
    )


def test_a_third_editor_in_between_leads_to_a_new_merge_page(
    editors: list[Client], person: Person
) -> None:
    first, second, third = editors
    pages = [_open(editor, person) for editor in editors]
    first.submit_form(pages[0], "/edit", role_title="Chef")
    merging = second.submit_form(pages[1], "/edit", 409, role_title="Leder")
    third.submit_form(_open(third, person), "/edit", role_title="Direktør", phone="33")
    again = second.submit_form(merging, "/edit", 409)
    assert "Direktør" in again.text
    assert "Leder" in again.form("/edit")[1]["role_title"]
    second.submit_form(again, "/edit")
    assert (person.role_title, person.phone) == ("Leder", "33")


def test_different_changes_need_only_be_looked_over(editors: list[Client], person: Person) -> None:
    first, second, _ = editors
    pages = _open(first, person), _open(second, person)
    first.submit_form(pages[0], "/edit", phone="22")
    page = second.submit_form(pages[1], "/edit", 409, role_title="Leder")
    assert "You changed different things" in page.text
    second.submit_form(page, "/edit")
    assert (person.role_title, person.phone) == ("Leder", "22")
