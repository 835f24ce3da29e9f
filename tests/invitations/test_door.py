"""People who come unasked or instead of others: places, letters and who may decide."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import make_facilitator, save
from tests.invitations.makers import letters_of, list_invitations, make_invited
from tests.invitations.test_link_pages import path_of
from tests.marks import both_databases
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import Conflict
from workshops.invitations.models import Invitation
from workshops.invitations.services import answers, door
from workshops.mail.models import LetterState
from workshops.people.models import Scope
from workshops.planning.models import Answer, Place, Seat, Workshop
from workshops.planning.models.attendance import CheckInWay
from workshops.planning.queries import list_participations
from workshops.planning.queries.attendance import codes_of, list_at_door
from workshops.planning.services import attendance, coming

X = {"name": "Xenia Ravn", "email": "xenia@kommune.example"}


def _coming() -> tuple[User, Workshop, Invitation]:
    """A guest whose invitation has left and who said yes."""
    manager, workshop, (first, *_rest) = make_invited()
    with transaction():
        answers.answer_by_link(invitation=first, answer=Answer.YES)
        first.letters[0].letter.state = LetterState.HANDED_OVER
    return manager, workshop, first


def _names(workshop: Workshop) -> list[str]:
    return [placed.person.name for placed in list_participations(workshop)]


@both_databases
def test_a_place_passes_on_with_an_invitation_of_its_own(app: Flask) -> None:
    manager, workshop, first = _coming()
    given_up = first.participation
    given_up.place = Place.SEAT
    save(given_up)
    with transaction():
        (taken,) = door.send_instead(
            manager.actor(), given_up=given_up, name=X["name"], email=X["email"]
        )
    assert (taken.place, given_up.place, taken.answer) == (Place.SEAT, Place.NONE, Answer.NONE)
    assert given_up.removed_at == NOW
    assert _names(workshop) == ["Bo Dahl", "Eva", "Xenia Ravn"]
    mine = [each for each in list_invitations() if each.participation_id == taken.id]
    assert [letters_of(each) for each in mine] == [[("invite", 0)]]
    assert mine[0].uid != first.uid
    assert letters_of(first)[-1][0] == "cancel"
    (row,) = [one for one in list_at_door(workshop.sittings[0]) if one.participation == taken]
    assert (row.instead_of, row.expected) == ("Åse Ærlig", True)


def test_a_guest_proposes_and_the_project_manager_decides(client: Client) -> None:
    manager, workshop, first = _coming()
    url = path_of(first)
    client.submit_form(client.fetch(f"{url}/instead"), "/instead", 303, **X)
    assert "Xenia Ravn" in client.fetch(f"{url}/instead").text
    assert "Xenia Ravn" not in _names(workshop)
    staff = Client(client.app).sign_in(manager)
    assert "Åse Ærlig" in staff.fetch("/").text
    guests = staff.fetch(f"/workshops/{workshop.public_id}/guests")
    staff.submit_form(guests, "/approve")
    assert _names(workshop) == ["Bo Dahl", "Eva", "Xenia Ravn"]
    client.fetch(url, status=410)


def test_a_declined_proposal_leaves_the_place_and_no_name(client: Client) -> None:
    manager, workshop, first = _coming()
    url = f"{path_of(first)}/instead"
    client.submit_form(client.fetch(url), "/instead", 303, **X)
    staff = Client(client.app).sign_in(manager)
    guests = f"/workshops/{workshop.public_id}/guests"
    staff.submit_form(staff.fetch(guests), "/decline")
    assert "Xenia Ravn" not in staff.fetch(guests).text
    assert "Xenia Ravn" not in client.fetch(url).text
    assert first.participation.removed_at is None


def test_a_proposal_without_a_name_is_asked_for_one(client: Client) -> None:
    _manager, _workshop, first = _coming()
    page = client.submit(f"{path_of(first)}/instead", {"name": "", "email": "nowhere"}, status=422)
    assert 'value="nowhere"' in page.response.text


def test_somebody_who_is_here_has_no_place_to_pass_on(app: Flask) -> None:
    manager, workshop, first = _coming()
    first.participation.attended = True
    save(first.participation)
    with pytest.raises(Conflict), transaction():
        door.send_instead(
            manager.actor(), given_up=first.participation, name=X["name"], email=X["email"]
        )
    assert len(_names(workshop)) == 3


@both_databases
def test_a_walk_in_over_capacity_is_let_in_when_staff_decide(app: Flask) -> None:
    _manager, workshop, _first = _coming()
    workshop.capacity_on_site = 1
    save(workshop)
    (day,) = workshop.sittings
    client = Client(app).sign_in(make_facilitator(workshop))
    url = f"/workshops/{workshop.public_id}/days/{day.public_id}/walk-in"
    typed = {"name": "Per Dam", "email": "", "seat": "on_site"}
    client.submit(url, typed, status=409)
    with clock.frozen_at(day.starts_at):
        client = Client(app).sign_in(make_facilitator(workshop))
        page = client.submit(url, typed, status=409)
        assert "All seats are taken." in page.text
        client.submit(url, {**typed, "anyway": "y"}, status=303)
    (placed,) = [p for p in list_participations(workshop) if p.person.name == "Per Dam"]
    assert (placed.walked_in, placed.attended, placed.person.scope) == (True, True, Scope.GUEST)
    assert len(list_invitations()) == 3


def test_a_walk_in_is_invited_to_the_days_to_come_only_when_asked(app: Flask) -> None:
    manager, workshop, _invitations = make_invited(sittings=2)
    first_day, second_day = workshop.sittings
    with clock.frozen_at(first_day.starts_at + timedelta(minutes=5)), transaction():
        for name, invite in (("Per Dam", False), ("Xenia Ravn", True)):
            door.take_in(
                manager.actor(),
                sitting=first_day,
                name=name,
                email=f"{name[:3]}@x.example",
                seat=Seat.ON_SITE,
                anyway=True,
                invite=invite,
            )
    added = [p for p in list_participations(workshop) if p.person.name in ("Per Dam", "Xenia Ravn")]
    assert [(p.person.name, p.sitting) for p in added] == [
        ("Per Dam", first_day),
        ("Xenia Ravn", first_day),
        ("Xenia Ravn", second_day),
    ]
    invited = {each.participation.sitting_id for each in list_invitations()[6:]}
    assert invited == {second_day.id}


def test_at_the_door_the_other_one_is_checked_in(app: Flask) -> None:
    _manager, workshop, first = _coming()
    facilitator = make_facilitator(workshop)
    with clock.frozen_at(workshop.sittings[0].starts_at), transaction():
        (taken,) = door.send_instead(
            facilitator.actor(), given_up=first.participation, name="Per Dam", email=""
        )
    assert taken.attended is True
    with pytest.raises(Conflict):
        coming.require_door(facilitator.actor(), workshop.sittings[0])


def test_a_code_that_went_astray_is_replaced(client: Client) -> None:
    manager, workshop, first = _coming()
    placed = first.participation
    old = codes_of([placed.id])[placed.id]
    staff = Client(client.app).sign_in(manager)
    page = staff.fetch(f"/workshops/{workshop.public_id}/guests/{placed.public_id}")
    staff.submit_form(page, "/code")
    staff.fetch(f"/check-in/{old}", status=404)
    staff.fetch(f"/check-in/{codes_of([placed.id])[placed.id]}")


def test_somebody_taken_off_who_stands_at_the_door_is_let_in_again(client: Client) -> None:
    manager, workshop, first = _coming()
    (day,), gone = workshop.sittings, first.participation
    with clock.frozen_at(day.starts_at):
        gone.removed_at = clock.now()
        save(gone)
        with transaction():
            attendance.check_in(
                manager.actor(), participation=gone, at=clock.now(), way=CheckInWay.DEVICE
            )
        client.sign_in(manager)
        url = f"/workshops/{workshop.public_id}/days/{day.public_id}"
        page = client.fetch(client.fetch(f"{url}/check-in").links()["Let in as a walk-in"])
        client.submit_form(page, "/walk-in", 303)
    assert (gone.walked_in, gone.attended) == (True, True)
    assert gone.person.name in _names(workshop)
