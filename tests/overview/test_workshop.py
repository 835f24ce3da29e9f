"""The page of a workshop: the next act, the team, and the same queries for few and for many."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import make_block, make_user, make_workshop
from tests.invitations.makers import make_invited
from tests.pages import Client, text_of
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.invitations.services.answers import answer_by_link
from workshops.people.models import Level, Person
from workshops.planning.models import Answer, Participation, TeamNeed, WorkshopState


@pytest.mark.parametrize("count", [10, 1000])
def test_the_page_takes_the_same_queries_for_few_and_many(
    app: Flask, client: Client, count: int
) -> None:
    workshop = make_workshop()
    sitting = workshop.sittings[0]
    make_block(sitting, 1)
    people = [Person(name=f"Gæst {number}") for number in range(count)]
    db.session.add_all(Participation(sitting=sitting, person=one) for one in people)
    db.session.add(TeamNeed(workshop_id=workshop.id, level=Level.STATE, count=2))
    db.session.commit()
    client.sign_in(workshop.engagement.manager)
    client.fetch(f"/workshops/{workshop.public_id}", queries=11)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (WorkshopState.INVITING, "Confirm the workshop"),
        (WorkshopState.CONFIRMED, "See who is coming"),
        (WorkshopState.HELD, "Close the workshop"),
    ],
)
def test_the_next_act_follows_the_state(
    app: Flask, client: Client, state: WorkshopState, act: str
) -> None:
    workshop = make_workshop(state=state)
    url = f"/workshops/{workshop.public_id}"
    assert act in client.sign_in(workshop.engagement.manager).fetch(url).text
    assert act not in client.sign_in(make_user(Role.READER)).fetch(url).text


@pytest.mark.parametrize(
    ("after_start", "act"),
    [
        (timedelta(days=-2), "See who is coming"),
        (timedelta(hours=-12, seconds=-1), "See who is coming"),
        (timedelta(hours=-12), "Check-in"),
        (timedelta(hours=-1), "Check-in"),
        (timedelta(hours=9), "Mark as held"),
    ],
)
def test_the_next_act_of_a_confirmed_workshop_follows_the_day(
    app: Flask, client: Client, after_start: timedelta, act: str
) -> None:
    workshop = make_workshop(state=WorkshopState.CONFIRMED)
    starts_at, key = workshop.sittings[0].starts_at, workshop.public_id
    client.sign_in(workshop.engagement.manager)
    with clock.frozen_at(starts_at + after_start):
        page = client.fetch(f"/workshops/{key}")
    ways = [
        text_of(one) for tag in ("a", "button") for one in page.all(tag, class_="button-primary")
    ]
    assert ways == [act]


def test_names_are_not_shown_to_readers(app: Flask, client: Client) -> None:
    workshop = make_workshop()
    ida = Person(name="Ida Holm")
    db.session.add(Participation(sitting=workshop.sittings[0], person=ida, answer=Answer.MAYBE))
    db.session.add(TeamNeed(workshop_id=workshop.id, discipline_id=None, level=None, count=1))
    db.session.commit()
    url = f"/workshops/{workshop.public_id}"
    page = client.sign_in(workshop.engagement.manager).fetch(url)
    assert "Anybody: covered once Ida Holm says yes" in page.text
    assert "Ida Holm" not in client.sign_in(make_user(Role.READER)).fetch(url).text


def test_a_level_of_government_is_called_so_in_danish(app: Flask, client: Client) -> None:
    workshop = make_workshop()
    db.session.add(TeamNeed(workshop_id=workshop.id, level=Level.STATE, count=2))
    db.session.commit()
    client.sign_in(workshop.engagement.manager)
    client.submit("/language", {"language": "da"})
    page = client.fetch(f"/workshops/{workshop.public_id}")
    assert "(Staten)" in page.text
    assert "Tilstand" not in page.text


def test_nothing_is_offered_that_would_be_refused(app: Flask, client: Client) -> None:
    workshop = make_workshop(state=WorkshopState.CANCELLED)
    for user, offered in ((make_user(Role.READER), False), (workshop.engagement.manager, True)):
        page = client.sign_in(user).fetch(f"/workshops/{workshop.public_id}").text
        assert ("Copy" in page) is offered
        assert "Add a day" not in page


def test_the_seats_of_a_day_are_counted_with_who_waits_and_when_the_offer_ends(
    client: Client,
) -> None:
    manager, workshop, guests = make_invited()
    workshop.capacity_on_site, workshop.capacity_online = 1, 5
    db.session.commit()
    url, starts_at = f"/workshops/{workshop.public_id}", workshop.sittings[0].starts_at
    with transaction():
        for guest in guests:
            answer_by_link(invitation=guest, answer=Answer.YES)
    full = client.sign_in(manager).fetch(url)
    with clock.frozen_at(starts_at - timedelta(hours=10)), transaction():
        answer_by_link(invitation=guests[0], answer=Answer.NO)
    offered = client.fetch(url).text
    seen = client.sign_in(make_user(Role.READER)).fetch(url)

    assert "1 of 1 on site, 2 wait" in full.links()
    assert "1 of 1 on site, 1 waits, 1 seat offered (the first offer ends " in offered
    assert "0 of 5 online" in offered
    assert "1 of 1 on site, 1 waits" in seen.text
    assert not any("waits" in link for link in seen.links())
