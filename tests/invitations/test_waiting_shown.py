"""A yes on the waiting list is nowhere shown as a yes: it is no seat yet."""

from tests.invitations.makers import make_invited
from tests.invitations.test_link_pages import path_of
from tests.marks import both_databases
from tests.pages import Client, Page, text_of
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.services import answers
from workshops.planning.models import Answer, Workshop


def _full() -> tuple[Workshop, list[Invitation]]:
    """One seat and three who say yes, one after the other."""
    _manager, workshop, invitations = make_invited()
    workshop.capacity_on_site = 1
    db.session.commit()
    for guest in invitations:
        with transaction():
            answers.answer_by_link(invitation=guest, answer=Answer.YES)
    return workshop, list(invitations)


def _tags(page: Page) -> list[tuple[str, str]]:
    """The look and the word of each state on a page."""
    return [
        (tag.get("class").split("-")[-1], text_of(tag))
        for tag in page.all("strong", class_="status")
    ]


def _boxes(page: Page) -> list[str]:
    return [box.get("class").split("alert-")[-1] for box in page.all("div", class_="alert")]


@both_databases
def test_the_list_of_guests_says_at_which_number_each_waits(client: Client) -> None:
    workshop, (_first, second, _third) = _full()
    client.sign_in(workshop.engagement.manager)
    guests = f"/workshops/{workshop.public_id}/guests"
    listed = [tag for tag in _tags(client.fetch(guests)) if tag[1][:3] in ("Yes", "Wai")]
    assert sorted(listed) == [
        ("success", "Yes"),
        ("warning", "Waiting, no. 1"),
        ("warning", "Waiting, no. 2"),
    ]
    own = client.fetch(f"{guests}/{second.participation.public_id}")
    assert ("warning", "Waiting, no. 1") in _tags(own)
    assert ("success", "Yes") not in _tags(own)


@both_databases
def test_who_waits_sees_one_amber_box_and_no_green_one(client: Client) -> None:
    _workshop, (first, _second, third) = _full()
    seated, waiting = (client.fetch(path_of(one)) for one in (first, third))
    assert _boxes(waiting) == ["warning"]
    assert "Du er nummer 2 på ventelisten. Du har ikke en plads endnu." in waiting.text
    assert _boxes(seated) == ["success", "info"]
