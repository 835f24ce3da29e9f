"""The pages of those who invite."""

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import (
    make_facilitator,
    make_person,
    make_user,
    make_workshop,
)
from tests.invitations.makers import (
    THREE,
    list_invitations,
    list_letters,
    make_invited,
    make_planned,
)
from tests.invitations.pressing import press
from tests.pages import Client
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.services.inviting import GuestList, invite
from workshops.people.models import Person, Scope
from workshops.planning.models import Answer, ParticipantRole, Participation


def test_pasted_people_are_checked_and_then_invited(client: Client) -> None:
    manager, workshop = make_planned()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}"
    page = client.fetch(f"{url}/invite")
    checked = client.submit_form(page, "/invite/check", 200, guests=THREE)
    assert "Send 3 invitations" in checked.text
    assert "Invitation: Breve der forstås" in checked.text
    assert "new to us" in checked.text
    assert not list_letters()
    client.submit_form(checked, "/invite/send")
    assert len(list_letters()) == 3
    assert "Åse Ærlig" in client.fetch(f"{url}/guests").text


def test_a_wrong_line_is_named_and_what_was_typed_is_kept(client: Client) -> None:
    manager, workshop = make_planned()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/invite/check"
    typed = {"guests": f"{THREE}\nUden Adresse", "role": "participant", "seat": "on_site"}
    page = client.submit(url, typed, 422)
    assert "Line 4: “Uden Adresse” – There is no e-mail address here." in page.text
    assert "Eva <eva@skat.example>" in page.text


def test_people_are_found_in_the_directory_and_stay_chosen(client: Client) -> None:
    manager, workshop = make_planned()
    person = make_person(name="Karen Blix", email="karen@skat.example")
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/invite/check"
    base = {"guests": "", "role": "participant", "seat": "on_site"}
    found = client.submit(url, {**base, "search": "blix", "find": "1"}, 200)
    assert "Karen Blix" in found.text
    checked = client.submit(url, {**base, "people": person.public_id}, 200)
    client.submit_form(checked, "/invite/send")
    assert [x.to_address for x in list_letters()] == ["karen@skat.example"]


def test_nobody_chosen_is_said(client: Client) -> None:
    manager, workshop = make_planned()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/invite/check"
    page = client.submit(url, {"guests": "", "role": "participant", "seat": "on_site"}, 422)
    assert "Choose or paste at least one person." in page.text


def test_more_people_than_seats_is_said_before_sending(client: Client) -> None:
    manager, workshop = make_planned()
    workshop.capacity_on_site = 2
    db.session.commit()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/invite/check"
    page = client.submit(url, {"guests": THREE, "role": "participant", "seat": "on_site"}, 200)
    assert "That is 1 more than there are seats." in page.text


def test_a_key_person_who_is_booked_elsewhere_is_named_before_sending(client: Client) -> None:
    manager, other = make_planned()
    person = make_person(name="Karen Blix", email="karen@skat.example")
    key = GuestList([person], [], role=ParticipantRole.KEY_PERSON)
    with transaction():
        invite(manager.actor(), workshop=other, guests=key)
    workshop = make_workshop(other.engagement)
    client.sign_in(manager)
    typed = {"guests": "", "people": person.public_id, "role": "key_person", "seat": "on_site"}
    page = client.submit(f"/workshops/{workshop.public_id}/invite/check", typed, 200)
    assert "Karen Blix is booked elsewhere: 7 Dec 2026 09:00 to 15:00" in page.text
    client.submit(f"/workshops/{workshop.public_id}/invite/send", typed, 409)


def test_a_moved_workshop_waits_for_its_update(client: Client) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    first.participation.answer = Answer.YES
    workshop.sittings[0].length_minutes = 300
    db.session.commit()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}"
    assert "3 calendar entries are out of date" in client.fetch(f"{url}/guests").text
    page = client.fetch(f"{url}/update")
    assert "the time" in page.text
    assert [" ".join("".join(dd.itertext()).split())[:1] for dd in page.all("dd")] == [
        "3",
        "1",
        "0",
    ]
    client.submit_form(page, "/update")
    assert len(list_letters()) == 6
    shown = client.fetch(f"{url}/guests").text
    assert "Answered an older version: yes" in shown
    assert "out of date" not in shown


def test_an_update_that_changed_meanwhile_is_shown_again(client: Client) -> None:
    manager, workshop, _ = make_invited()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/update"
    page = client.submit(url, {"seen": "0123456789abcdef"}, 409)
    assert "Something has changed since you looked." in page.text


@pytest.mark.parametrize(("wish", "names"), [("yes", ["Åse Ærlig"]), ("none", ["Bo Dahl", "Eva"])])
def test_guests_are_filtered_by_answer(client: Client, wish: str, names: list[str]) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    first.participation.answer = Answer.YES
    db.session.commit()
    client.sign_in(manager)
    page = client.fetch(f"/workshops/{workshop.public_id}/guests?answer={wish}")
    shown = [name for name in ("Åse Ærlig", "Bo Dahl", "Eva") if name in page.text]
    assert shown == names


def test_one_guest_is_answered_for_sent_again_and_taken_off(client: Client) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/guests/{first.participation.public_id}"
    press(client, f"{url}/answer", 302, answer="maybe")
    assert "noted by staff" in client.fetch(url).text
    client.submit(f"{url}/resend", {})
    assert "only minutes old" in client.fetch(url).text
    client.fetch(f"{url}/remove")
    client.submit(f"{url}/remove", {"reason": "Syg"})
    assert list_letters()[-1].calendar_method == "CANCEL"
    client.fetch(url, 404)


def test_attendance_is_noted_once_the_day_has_begun(client: Client) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    workshop.sittings[0].starts_at = NOW
    db.session.commit()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}/guests/{first.participation.public_id}"
    assert "Did not come" in client.fetch(url).text
    client.submit(f"{url}/attendance", {"attended": "yes"})
    assert list_invitations()[0].participation.attended is True


def test_facilitators_see_guests_and_readers_do_not(client: Client) -> None:
    _manager, workshop, _ = make_invited()
    url = f"/workshops/{workshop.public_id}/guests"
    client.sign_in(make_facilitator(workshop)).fetch(url)
    client.sign_in(make_user()).fetch(url, 403)
    client.fetch(f"/workshops/{workshop.public_id}/invite", 403)


def test_the_list_read_while_typing_is_a_piece_of_a_page(client: Client, app: Flask) -> None:
    manager, workshop = make_planned()
    client.sign_in(manager)
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        answer = client.web.post(
            f"/workshops/{workshop.public_id}/invite/read", data={"guests": "Bo <bo@b.dk>\nEva"}
        )
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert answer.status_code == 200
    assert b"1 person read." in answer.data
    assert b"Line 2" in answer.data


def test_who_has_not_answered_is_still_asked_when_only_words_change(
    app: Flask, client: Client
) -> None:
    manager, workshop, _invitations = make_invited()
    workshop.name = "Breve, alle forstår"
    db.session.commit()
    page = client.sign_in(manager).fetch(f"/workshops/{workshop.public_id}/update")
    assert page.text.count("Update, still asked") == 3
    assert "the answer stands" not in page.text


def test_a_guest_is_added_to_the_directory_once(app: Flask, client: Client) -> None:
    manager, workshop, (first, _second, _third) = make_invited()
    guest = first.participation
    url = f"/workshops/{workshop.public_id}/guests/{guest.public_id}"
    page = client.sign_in(manager).fetch(url)
    assert "Add to the directory" in page.text
    client.submit_form(page, "/directory")
    assert guest.person.scope is Scope.DIRECTORY
    assert "Add to the directory" not in client.fetch(url).text


@pytest.mark.parametrize("count", [3, 300, 500])
def test_the_guest_list_takes_the_same_queries_for_few_and_many(client: Client, count: int) -> None:
    manager, workshop, (first, *_rest) = make_invited()
    for number in range(count - 3):
        placed = Participation(sitting=workshop.sittings[0], person=Person(name=f"Guest {number}"))
        db.session.add(Invitation(participation=placed, uid=f"{number}@x.example", sent=first.sent))
    db.session.commit()
    url = f"/workshops/{workshop.public_id}/guests"
    pages = [client.sign_in(manager).fetch(f"{url}?page={page}") for page in (1, 2)]

    assert [len(page.all("tr")) - 1 for page in pages] == [min(count, 25)] * 2
    assert [page.queries for page in pages] == [16, 16]
