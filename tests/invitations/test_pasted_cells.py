"""Lists pasted from a spreadsheet: organisation and discipline beside name and address."""

import pytest
from flask import Flask

from tests.factories import make_discipline, make_organisation, make_person
from tests.invitations.makers import list_invitations, make_planned
from tests.marks import both_databases
from tests.pages import Client
from workshops.core.db import transaction
from workshops.invitations.queries.pasting import list_unknown
from workshops.invitations.rules.pasted import read_guests
from workshops.invitations.services.inviting import GuestList, invite

THREE = (
    "Åse\taase@b.dk\tregion nord\tLAW",
    "Bo\tbo@b.dk\t1081\tMagi",
    "Eva\teva@b.dk\tX\tJura",
)
FULL = ("Åse Ærø", "aase@b.dk", "Region Nord", "Jura")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Åse Ærø\taase@b.dk\tRegion Nord\tJura", FULL),
        ("Åse\tÆrø\taase@b.dk\tRegion Nord\tJura", FULL),
        ("aase@b.dk\tÅse Ærø\tRegion Nord\tJura", FULL),
        ("Åse Ærø;aase@b.dk;Region Nord;Jura;", FULL),
        ("Åse; Ærø; AASE@b.dk; Region Nord; Jura", FULL),
        ("Ærø, Åse;aase@b.dk;Region Nord;Jura", FULL),
        ("aase@b.dk;Åse Ærø;Region Nord;Jura", FULL),
        ("Åse Ærø\taase@b.dk\t\tJura", ("Åse Ærø", "aase@b.dk", "", "Jura")),
        ("Åse Ærø;aase@b.dk;Region Nord", ("Åse Ærø", "aase@b.dk", "Region Nord", "")),
        ("Åse Ærø;aase@b.dk", ("Åse Ærø", "aase@b.dk", "", "")),
        ("\taase@b.dk", ("Aase", "aase@b.dk", "", "")),
    ],
)
def test_a_row_of_cells_is_one_person(line: str, read: tuple[str, ...]) -> None:
    pasted = read_guests(line)
    assert [(g.name, g.address, g.organisation, g.discipline) for g in pasted.guests] == [read]
    assert [*pasted.faults, *pasted.left_out] == []


@pytest.mark.parametrize(
    ("line", "addresses", "faults"),
    [
        ("Anne <a@b.dk>; c@d.dk; Bo <e@f.dk>", ["a@b.dk", "c@d.dk", "e@f.dk"], 0),
        ("a@b.dk; Bo Bæk", ["a@b.dk"], 1),
        ("Anne Holm <a@b.dk>; Bo Bæk", ["a@b.dk"], 1),
        ("Anne Holm; a@@b; SKAT", [], 1),
    ],
)
def test_people_beside_each_other_are_no_row(line: str, addresses: list[str], faults: int) -> None:
    pasted = read_guests(line)
    assert [guest.address for guest in pasted.guests] == addresses
    assert len(pasted.faults) == faults


def test_more_cells_than_are_read_are_named() -> None:
    pasted = read_guests("Bo <bo@b.dk>\nÅse\taase@b.dk\tSKAT\tJura\t4711\tvegetar")
    assert [(one.line, one.text) for one in pasted.left_out] == [(2, "4711 · vegetar")]


@both_databases
def test_what_is_known_is_written_down_and_what_is_not_is_named(app: Flask) -> None:
    agency = make_organisation(name="Region Nord", code="1081")
    law = make_discipline(name_en="Law", name_da="Jura")
    make_person(name="Eva", email="eva@b.dk")
    pasted = read_guests("\n".join(THREE)).guests
    assert [(one.line, one.text) for one in list_unknown(pasted)] == [(2, "Magi"), (3, "X")]

    manager, workshop = make_planned()
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([], pasted))
    people = [each.participation.person for each in list_invitations()]
    assert {one.name: (one.organisation_id, one.discipline_id) for one in people} == {
        "Åse": (agency.id, law.id),
        "Bo": (agency.id, None),
        "Eva": (None, None),
    }


def test_what_is_left_out_is_said_before_anything_is_sent(client: Client) -> None:
    manager, workshop = make_planned()
    client.sign_in(manager)
    typed = {"guests": "Åse\taase@b.dk\tNowhere\tMagi", "role": "participant", "seat": "on_site"}
    page = client.submit(f"/workshops/{workshop.public_id}/invite/check", typed, 200)
    for said in (
        *("Read, but not kept:", "Nowhere", "Magi"),
        "There is no organisation of this name, so it is left out.",
    ):
        assert said in page.text
