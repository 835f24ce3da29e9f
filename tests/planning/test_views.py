"""Planning's pages: lists, forms, the agenda editor, rooms; who may open them."""

from typing import Any

import pytest
from flask import Flask

from tests.factories import (
    make_block,
    make_engagement,
    make_facilitator,
    make_participation,
    make_person,
    make_room,
    make_user,
    make_workshop,
    save,
)
from tests.marks import both_databases
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.planning.models import BlockKind, DayNeed, Room, Workshop, WorkshopState

NEW = {
    "name": "Breve, der kan læses",
    "purpose": "Færre opkald om ét brev",
    "language": "da",
    "capacity_on_site": "20",
    "capacity_online": "0",
    "starts_on": "2026-12-11",
    "starts_time": "9.00",
    "length_minutes": "1.30",
    "timezone": "Europe/Copenhagen",
    "room": "",
    "online_url": "",
    "recipe": "half-day",
}
MUCH = 30


def _own(client: Client, **changes: Any) -> Workshop:
    workshop = make_workshop(**changes)
    client.sign_in(workshop.engagement.manager)
    return workshop


@pytest.mark.parametrize("count", [10, MUCH])
def test_the_list_takes_the_same_queries_however_long(
    app: Flask, client: Client, count: int
) -> None:
    engagement = make_engagement()
    for _ in range(count):
        make_participation(make_workshop(engagement).sittings[0])
    client.sign_in(engagement.manager)
    client.fetch("/workshops?when=all", queries=8)


def test_the_list_is_narrowed_by_time_owner_and_text(app: Flask, client: Client) -> None:
    mine = _own(client, name="Ærøs breve")
    other = make_workshop(name="Andres møde")
    assert other.name in client.fetch("/workshops").text
    assert other.name not in client.fetch("/workshops?mine=1").text
    assert mine.name in client.fetch("/workshops?q=ærø&sort=-name").text
    assert "Nothing fits" in client.fetch("/workshops?q=findes+ikke").text
    assert mine.name not in client.fetch("/workshops?when=past").text


def test_a_workshop_is_planned_from_a_recipe_on_one_screen(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/workshops/new"
    client.fetch(url)
    client.submit(url, NEW)
    workshop = db.session.scalars(db.select(Workshop)).one()
    assert workshop.sittings[0].length_minutes == 210
    assert workshop.sittings[0].blocks[0].title == "Velkommen og check-in"


def test_a_taken_room_shows_what_clashes_and_a_free_time_can_be_chosen(
    app: Flask, client: Client
) -> None:
    engagement, room = make_engagement(), make_room(name="Kuplen")
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/workshops/new"
    data = {**NEW, "room": room.public_id}
    client.submit(url, data)
    page = client.submit(url, {**data, "name": "Den anden"}, status=409)
    assert "Kuplen: taken at that time." in page.text
    assert "Breve, der kan læses" in page.text
    first, *rest = (b.get("value") for b in page.all("button", name="instead"))
    assert len(rest) == 2
    client.submit(url, {**data, "name": "Den anden", "instead": first})
    assert db.session.scalar(db.select(db.func.count(Workshop.id))) == 2


def test_a_form_with_faults_keeps_what_was_typed(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/workshops/new"
    page = client.submit(url, {**NEW, "starts_on": "i morgen", "name": ""}, status=422)
    assert page.all("input", value="i")
    assert "There is a problem" in page.text


@pytest.mark.parametrize("role", [Role.READER, Role.FACILITATOR, Role.ADMINISTRATOR])
def test_only_project_managers_plan(app: Flask, client: Client, role: Role) -> None:
    engagement = make_engagement()
    client.sign_in(make_user(role)).fetch(
        f"/engagements/{engagement.public_id}/workshops/new", status=403
    )


def test_the_pages_of_a_workshop_open_for_its_manager(app: Flask, client: Client) -> None:
    workshop = _own(client, sittings=2)
    base = f"/workshops/{workshop.public_id}"
    for path in ("", "/edit", "/copy", "/cancel", "/team", "/days/new", "/agenda", "/activity"):
        client.fetch(base + path)
    client.fetch(f"/days/{workshop.sittings[1].public_id}/edit")


def test_the_second_editor_gets_a_merge_page(app: Flask, client: Client) -> None:
    workshop = _own(client, purpose="Før")
    url = f"/workshops/{workshop.public_id}/edit"
    page = client.fetch(url)
    kept = {name: page.all("input", name=name)[0].get("value") for name in ("version", "base")}
    data = {"language": "da", "capacity_on_site": "20", "capacity_online": "0", **kept}
    client.submit(url, {**data, "name": "Min titel", "purpose": "Før"})
    page = client.submit(url, {**data, "name": "Din titel", "purpose": "Før"}, status=409)
    assert "Min titel" in page.text
    assert page.all("input", name="name")[0].get("value") == "Din titel"


def test_a_workshop_is_confirmed_cancelled_deleted_and_brought_back(
    app: Flask, client: Client
) -> None:
    workshop = _own(client, state=WorkshopState.INVITING)
    workshop.sittings[0].online_url = "https://video.example/1"
    db.session.commit()
    base = f"/workshops/{workshop.public_id}"
    client.submit(f"{base}/state", {"to": "confirmed"})
    client.submit(f"{base}/state", {"to": "draft"}, status=409)
    client.submit(f"{base}/cancel", {"reason": ""}, status=422)
    client.submit(f"{base}/cancel", {"reason": "Sygdom"})
    assert "Sygdom" in client.fetch(base).text
    client.submit(f"{base}/delete", {})
    client.fetch(base, status=404)
    client.submit(f"{base}/restore", {})
    client.fetch(base)


def test_a_copy_is_made_on_another_day(app: Flask, client: Client) -> None:
    workshop = _own(client)
    url = f"/workshops/{workshop.public_id}/copy"
    client.submit(url, {"name": "Anden gang", "starts_on": "14.12.2026"})
    assert "Anden gang" in client.fetch("/workshops").text


def test_a_day_is_added_moved_and_taken_out(app: Flask, client: Client) -> None:
    workshop = _own(client)
    base = f"/workshops/{workshop.public_id}"
    day = {key: NEW[key] for key in ("starts_on", "starts_time", "timezone", "room", "online_url")}
    client.submit(f"{base}/days/new", {**day, "length_minutes": "90", "version": "0"})
    db.session.expire_all()
    added = workshop.sittings[1]
    url = f"/days/{added.public_id}/edit"
    moved = {**day, "starts_on": "2026-12-14", "length_minutes": "90"}
    client.submit(url, {**moved, "version": str(added.version)})
    client.submit(url, {**moved, "starts_time": "10", "version": "1"}, status=409)
    client.submit(f"/days/{added.public_id}/remove", {})
    db.session.expire_all()
    assert len(workshop.sittings) == 1


def test_the_required_team_and_facilitators_are_saved(app: Flask, client: Client) -> None:
    workshop, user = _own(client), make_user(Role.FACILITATOR)
    base = f"/workshops/{workshop.public_id}"
    rows = {"rows-0-count": "2", "rows-0-discipline": "", "rows-0-level": "region"}
    client.submit(f"{base}/team", {**rows, "version": str(workshop.version)})
    client.submit(f"{base}/facilitators", {"users": user.public_id})
    page = client.fetch(base)
    assert "Missing: 2 × Anybody (Region)" in page.text
    assert user.name in page.text


@both_databases
def test_blocks_are_typed_moved_edited_deleted_and_brought_back(app: Flask, client: Client) -> None:
    workshop = _own(client)
    sitting = workshop.sittings[0]
    for line in ("Check-in 15", "Frokost 45"):
        client.submit(f"/days/{sitting.public_id}/blocks", {"line": line})
    client.submit(f"/days/{sitting.public_id}/blocks", {"line": " "}, status=422)
    db.session.expire_all()
    first, second = sitting.blocks
    move = {"to": "1", "version": str(sitting.version)}
    client.submit(f"/blocks/{second.public_id}/move", move)
    page = client.fetch(f"/workshops/{workshop.public_id}/agenda")
    assert "Frokost is moved to place 1 of 2 and starts at 09:00." in page.text
    client.submit(f"/blocks/{first.public_id}/move", move)
    assert (
        "Somebody else changed the order"
        in client.fetch(f"/workshops/{workshop.public_id}/agenda").text
    )
    client.submit(f"/blocks/{first.public_id}/delete", {})
    client.submit(f"/blocks/{first.public_id}/restore", {})
    db.session.expire_all()
    assert [block.title for block in sitting.blocks] == ["Frokost", "Check-in"]


def test_a_block_is_edited_with_materials_and_a_fixed_start(app: Flask, client: Client) -> None:
    workshop = _own(client)
    block = make_block(workshop.sittings[0], 1)
    make_block(workshop.sittings[0], 2, minutes=400)
    url = f"/blocks/{block.public_id}/edit"
    client.fetch(url)
    data = {
        "title": "Lytte", "minutes": "45", "kind": "group", "pinned": "10.00", "method": "",
        "lead": "", "materials": "4 flipovere", "text": "", "notes": "", "version": "1",
    }  # fmt: skip
    client.submit(url, data)
    client.submit(url, {**data, "title": "Anden"}, status=409)
    page = client.fetch(f"/workshops/{workshop.public_id}/agenda")
    assert "60 minutes are free before this." in page.text
    assert "4 × flipovere" in page.text
    assert "145 minutes longer than the day." in page.text


@pytest.mark.parametrize("count", [3, 40])
def test_the_agenda_takes_the_same_queries_however_long(
    app: Flask, client: Client, count: int
) -> None:
    workshop = _own(client)
    for position in range(1, count + 1):
        make_block(workshop.sittings[0], position, minutes=5, kind=BlockKind.BREAK)
    client.fetch(f"/workshops/{workshop.public_id}/agenda", queries=9)


def test_a_heading_begins_large_and_the_month_keeps_its_letter(app: Flask, client: Client) -> None:
    workshop = _own(client)
    page = client.fetch(f"/workshops/{workshop.public_id}/agenda")
    assert "Monday 7 December 2026" in page.text


def test_notes_are_for_those_who_run_the_workshop(app: Flask, client: Client) -> None:
    workshop = make_workshop()
    make_block(workshop.sittings[0], 1, title="Stilhed", notes="Sluk mikrofonen")
    facilitator = make_facilitator(workshop)
    base = f"/workshops/{workshop.public_id}/agenda"
    save(DayNeed(workshop_id=workshop.id, person_id=make_person().id, diet="Uden nødder"))
    assert "Uden nødder" in client.sign_in(facilitator).fetch(f"{base}/script").text
    for path in ("", "/script"):
        assert "Sluk mikrofonen" in client.sign_in(facilitator).fetch(base + path).text
    page = client.fetch(f"{base}/public")
    assert "Stilhed" in page.text
    assert "Sluk mikrofonen" not in page.text
    for user in (make_user(), make_user(Role.READER), make_user(Role.ADMINISTRATOR)):
        page = client.sign_in(user).fetch(base)
        assert "Stilhed" in page.text
        assert "Sluk mikrofonen" not in page.response.get_data(as_text=True)
        client.fetch(f"{base}/script", status=403)


def test_rooms_are_entered_changed_and_listed(app: Flask, client: Client) -> None:
    client.sign_in(make_user())
    data = {
        "name": "Ærøsalen", "capacity": "24", "address": "Havnegade 1",
        "equipment": "Tavle\nSkærm", "travel_minutes": "20", "notes": "",
    }  # fmt: skip
    client.submit("/lab/rooms/new", {**data, "capacity": "mange"}, status=422)
    client.submit("/lab/rooms/new", data)
    room = db.session.scalars(db.select(Room)).one()
    url = f"/lab/rooms/{room.public_id}"
    for path in (url, f"{url}/edit", "/lab/rooms?q=ærø&sort=-capacity"):
        assert "Ærøsalen" in client.fetch(path).text
    client.submit(f"{url}/edit", {**data, "capacity": "30", "version": "1"})
    client.submit(f"{url}/edit", {**data, "capacity": "40", "version": "1"}, status=409)
    client.submit(f"{url}/delete", {}, status=403)
    client.sign_in(make_user(Role.ADMINISTRATOR)).submit(f"{url}/delete", {})
    client.fetch(url, status=404)
    client.submit(f"{url}/restore", {})
    client.fetch(url)


@pytest.mark.parametrize("count", [5, MUCH])
def test_the_rooms_take_the_same_queries_however_many(
    app: Flask, client: Client, count: int
) -> None:
    for _ in range(count):
        make_room()
    client.sign_in(make_user()).fetch("/lab/rooms", queries=3)
