"""Every list page asks the database as often for 1,000 rows as for 10."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import make_engagement, make_organisation, make_user
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import Base, db
from workshops.engagements.models import (
    Engagement,
    EngagementKind,
    EngagementMember,
    EngagementRequest,
    MemberPart,
    RequestState,
)
from workshops.mail.models import Letter, LetterState
from workshops.people.models import Organisation, Person
from workshops.planning.models import Room, Sitting, Workshop

Rows = list[Base]


def persons(numbers: range, _user: User) -> Rows:
    agency = make_organisation()
    return [Person(name=f"P {n}", organisation_id=agency.id) for n in numbers]


def engagements(numbers: range, user: User) -> Rows:
    agency = make_organisation()
    return [
        Engagement(
            name=f"E {n}",
            question="How?",
            kind=EngagementKind.SERIES,
            organisation_id=agency.id,
            manager_id=user.id,
            members=[EngagementMember(user_id=user.id, part=MemberPart.MANAGER)],
        )
        for n in numbers
    ]


def workshops(numbers: range, user: User) -> Rows:
    mine = make_engagement(user)
    return [
        Workshop(
            name=f"W {n}",
            engagement_id=mine.id,
            sittings=[Sitting(starts_at=clock.now(), length_minutes=60)],
        )
        for n in numbers
    ]


def letters(numbers: range, user: User) -> Rows:
    mine = make_engagement(user)
    values = {"lane": "l", "kind": "invite", "language": "da", "text": "T", "html": "H"}
    return [
        Letter(
            message_id=f"<{mine.id}.{n}@x>",
            to_address="a@b.example",
            subject="S",
            state=LetterState.KEPT,
            run_at=clock.now(),
            engagement_id=mine.id,
            **values,
        )
        for n in numbers
    ]


def requests(numbers: range, _user: User) -> Rows:
    values = {"contact_name": "C", "contact_email": "c@d.example", "question": "Q"}
    state = RequestState.RECEIVED
    return [EngagementRequest(agency=f"A {n}", state=state, **values) for n in numbers]


def rooms(numbers: range, _user: User) -> Rows:
    return [Room(name=f"R {n}", capacity=9) for n in numbers]


def organisations(numbers: range, _user: User) -> Rows:
    return [Organisation(name=f"O {n}", level="other", kind="private") for n in numbers]


LISTS: dict[str, Callable[[range, User], Rows]] = {
    "/lab/people": persons,
    "/lab/organisations": organisations,
    "/lab/rooms": rooms,
    "/lab/outbox": letters,
    "/engagements": engagements,
    "/engagements/requests": requests,
    "/workshops": workshops,
}


@pytest.mark.parametrize("url", LISTS)
def test_a_list_of_a_thousand_takes_the_queries_of_ten(
    app: Flask, client: Client, url: str
) -> None:
    user = make_user(Role.PROJECT_MANAGER)
    client.sign_in(user)
    db.session.add_all(LISTS[url](range(10), user))
    db.session.commit()
    few = client.fetch(url).queries
    db.session.add_all(LISTS[url](range(10, 1000), user))
    db.session.commit()

    assert client.fetch(url).queries == few
