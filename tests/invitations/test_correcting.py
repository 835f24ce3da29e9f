"""A letter came back: the project manager sees why, writes the right address, and it goes out."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import make_facilitator, make_person, make_user
from tests.invitations.makers import letters_of, list_invitations, list_letters, make_invited
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import NotAllowed, Stale
from workshops.invitations.services.correcting import correct_and_send
from workshops.mail.failures import Failure
from workshops.mail.models import Letter, LetterState
from workshops.people.models import Person
from workshops.planning.models import Workshop

ONE = "Åse Ærlig <aase@kommun.example>"
RIGHT = "aase@kommune.example"
SAID = "550 5.1.2 Host unknown"


def bounced(sittings: int = 1) -> tuple[User, Workshop, Person, str]:
    """A guest whom no letter reached, with the address of their page."""
    manager, workshop, invitations = make_invited(ONE, sittings=sittings)
    with transaction():
        for letter in list_letters():
            letter.state, letter.failure = LetterState.BOUNCED, Failure.NO_DOMAIN
            letter.last_error = SAID
    placed = invitations[0].participation
    url = f"/workshops/{workshop.public_id}/guests/{placed.public_id}"
    return manager, workshop, placed.person, url


def correct(actor: User, workshop: Workshop, person: Person, version: int = 0) -> int:
    """The right address in a transaction of its own."""
    with transaction():
        return correct_and_send(
            actor.actor(),
            workshop=workshop,
            person=person,
            address=RIGHT,
            version=version or person.version,
        )


def addressed() -> list[str]:
    """Where each letter went, in order."""
    return [letter.to_address for letter in list_letters()]


def test_the_right_address_is_written_and_the_invitation_goes_there(client: Client) -> None:
    manager, _workshop, person, url = bounced()
    page = client.sign_in(manager).fetch(url)
    assert "The domain after the @ does not exist or takes no mail." in page.text
    assert SAID in page.text

    client.submit_form(page, "/address", email=RIGHT)

    db.session.refresh(person)
    assert (person.email, addressed()) == (RIGHT, ["aase@kommun.example", RIGHT])
    calendar = (list_letters()[-1].calendar or b"").replace(b"\r\n ", b"")
    assert f"mailto:{RIGHT}".encode() in calendar
    assert b"kommun.example" not in calendar
    assert "did not arrive" not in client.fetch(url).text


def test_every_day_that_was_missed_is_sent_with_its_own_uid_and_version(app: Flask) -> None:
    manager, workshop, person, _url = bounced(sittings=2)

    assert correct(manager, workshop, person) == 2
    assert [letters_of(each) for each in list_invitations()] == [
        [("invite", 0), ("resend", 0)],
        [("invite", 0), ("resend", 0)],
    ]


def test_a_day_that_is_over_is_not_sent_again(app: Flask) -> None:
    manager, workshop, person, _url = bounced(sittings=2)
    first = workshop.sittings[0]
    with transaction():
        first.starts_at = clock.now() - timedelta(days=1)

    assert correct(manager, workshop, person) == 1


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("aase@kommun.example", 422, "This is the address that the letter did not reach."),
        ("ingen adresse", 422, "is not an e-mail address."),
        ("", 422, "This field is required."),
        ("bo@kommune.example", 409, "Bo Dahl already has this address."),
    ],
)
def test_an_address_that_helps_nobody_changes_nothing_and_is_kept_in_the_field(
    client: Client, typed: str, status: int, said: str
) -> None:
    manager, _workshop, _person, url = bounced()
    make_person(name="Bo Dahl", email="bo@kommune.example")
    page = client.sign_in(manager).fetch(url)

    answer = client.submit_form(page, "/address", status, email=typed)

    assert said in answer.text
    assert answer.form("/address")[1]["email"] == [typed]
    assert addressed() == ["aase@kommun.example"]


def test_somebody_who_saved_the_person_meanwhile_is_not_overwritten(app: Flask) -> None:
    manager, workshop, person, _url = bounced()
    before = person.version
    with transaction():
        person.role_title = "Sagsbehandler"

    with pytest.raises(Stale):
        correct(manager, workshop, person, before)
    assert addressed() == ["aase@kommun.example"]


def test_only_those_who_may_invite_correct_an_address(app: Flask, client: Client) -> None:
    _manager, workshop, person, url = bounced()
    helper = make_facilitator(workshop)
    page = client.sign_in(helper).fetch(url)

    assert "The domain after the @ does not exist" in page.text
    assert "Save and send again" not in page.text
    with pytest.raises(NotAllowed):
        correct(helper, workshop, person)
    with pytest.raises(NotAllowed):
        correct(make_user(), workshop, person)


def test_the_outbox_says_why_and_leads_to_the_correction(client: Client) -> None:
    manager, _workshop, _person, url = bounced()
    letter: Letter = list_letters()[0]
    client.sign_in(manager)

    page = client.fetch(f"/lab/outbox/{letter.public_id}")
    assert "The domain after the @ does not exist or takes no mail." in page.text
    assert page.links()["Correct the address"] == f"{url}#address"
    assert "does not exist or takes no mail" in client.fetch("/lab/outbox").text

    client.submit_form(client.fetch(url), "/address", email=RIGHT)
    assert "Correct the address" not in client.fetch(f"/lab/outbox/{letter.public_id}").text


def test_today_names_a_letter_that_came_back_until_another_has_followed(client: Client) -> None:
    manager, workshop, person, _url = bounced()
    client.sign_in(manager)
    said = "A letter to Åse Ærlig came back"

    page = client.fetch("/")
    assert said in page.text
    assert "The domain after the @ does not exist or takes no mail." in page.text
    correct(manager, workshop, person)
    assert said not in client.fetch("/").text
