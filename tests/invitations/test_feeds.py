"""Calendar subscriptions: what they show, to whom, and that nothing changes without a change."""

import gzip
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import insert

from tests.factories import (
    make_facilitator,
    make_participation,
    make_person,
    make_user,
    make_workshop,
    save,
)
from tests.invitations.makers import make_invited, make_planned
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db, transaction
from workshops.core.errors import NotAllowed
from workshops.invitations.models import Feed
from workshops.invitations.services.answers import link_actor
from workshops.invitations.services.feeds import Wish, make_feed, renew_feed, revoke_feed
from workshops.invitations.subscribers import on_persons_merged
from workshops.mail.models import LetterState
from workshops.people.events import PersonsMerged
from workshops.planning.models import Answer, Place, Sitting, Workshop, WorkshopState
from workshops.planning.services.participation import remove
from workshops.planning.services.sittings import SittingPlan, change_sitting
from workshops.planning.services.workshops import change_state

LINES = {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}


def subscribed(owner: User, **wish: object) -> tuple[Feed, str]:
    """A subscription of an account and its path."""
    with transaction():
        feed, token = make_feed(owner.actor(), wish=Wish(**wish))  # type: ignore[arg-type]
    return feed, f"/feed/{feed.kind.value}/{token}.ics"


def team(workshop: Workshop, owner: User) -> str:
    """The path of a subscription to the workshop's engagement."""
    return subscribed(owner, engagement=workshop.engagement)[1]


def events(app: Flask, path: str) -> list[dict[str, str]]:
    """The entries of a feed, as another program reads them."""
    content = app.test_client().get(path).data
    return [
        {name: _plain(value) for name, value in each.property_items()}
        for each in Calendar.from_ical(content).walk("VEVENT")
    ]


def _plain(value: Any) -> str:
    return str(value.dt) if hasattr(value, "dt") else str(value)


def seen(app: Flask, path: str) -> list[tuple[str, str]]:
    """Title and status of each entry."""
    return [(each["SUMMARY"], each["STATUS"]) for each in events(app, path)]


def cancel(workshop: Workshop, manager: User) -> None:
    """Call a workshop off."""
    with transaction():
        change_state(
            manager.actor(),
            workshop=workshop,
            to=WorkshopState.CANCELLED,
            now=clock.now(),
            reason="Sygdom",
        )


def test_two_fetches_are_the_same_bytes_and_the_second_is_not_sent(app: Flask) -> None:
    manager, workshop, _sent = make_invited()
    path, web = team(workshop, manager), app.test_client()
    first = web.get(path)
    with clock.frozen_at(clock.now() + timedelta(hours=3)):
        assert web.get(path).data == first.data
        again = web.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]
    assert first.headers["Cache-Control"] == "private, max-age=300"
    assert not {"Set-Cookie"} & set(first.headers.keys())


@pytest.mark.parametrize("shape", ["{0}", "W/{0}", '"a", {0}', "*"])
def test_if_none_match_comes_before_if_modified_since(app: Flask, shape: str) -> None:
    manager, workshop, _sent = make_invited()
    path, web = team(workshop, manager), app.test_client()
    tag = web.get(path).headers["ETag"]
    old, new = "Mon, 01 Jan 2001 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
    known = web.get(path, headers={"If-None-Match": shape.format(tag), "If-Modified-Since": old})
    other = web.get(path, headers={"If-None-Match": '"other"', "If-Modified-Since": new})
    assert (known.status_code, other.status_code) == (304, 200)
    assert web.get(path, headers={"If-Modified-Since": new}).status_code == 304


def test_the_zipped_calendar_is_the_same_with_a_validator_of_its_own(app: Flask) -> None:
    manager, workshop, _sent = make_invited()
    path, web = team(workshop, manager), app.test_client()
    plain, zipped = web.get(path), web.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'
    head = web.head(path)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(plain.data)))
    assert head.headers["ETag"] == plain.headers["ETag"]


def test_fetching_writes_nothing(app: Flask) -> None:
    manager, workshop, _sent = make_invited()
    feed, path = subscribed(manager, engagement=workshop.engagement)
    before = (feed.updated_at, feed.hashed)
    with clock.frozen_at(clock.now() + timedelta(days=1)):
        app.test_client().get(path)
    db.session.refresh(feed)
    assert (feed.updated_at, feed.hashed) == before


def test_an_edit_changes_that_entry_alone(app: Flask) -> None:
    manager, workshop, _sent = make_invited(sittings=3)
    path = team(workshop, manager)
    before = events(app, path)
    sitting = workshop.sittings[1]
    with clock.frozen_at(clock.now() + timedelta(minutes=5)), transaction():
        plan = SittingPlan(sitting.starts_at.replace(tzinfo=None), 90, "Europe/Copenhagen")
        change_sitting(manager.actor(), sitting=sitting, plan=plan, version=sitting.version)
    after = events(app, path)
    by_uid = {each["UID"]: each for each in after}
    changed = [each for each in before if by_uid[each["UID"]] != each]
    assert len(changed) == 1
    new, old = by_uid[changed[0]["UID"]], changed[0]
    assert int(new["SEQUENCE"]) > int(old["SEQUENCE"])
    assert new["DTSTAMP"] > old["DTSTAMP"]
    assert new["DTSTAMP"] == new["LAST-MODIFIED"]


def test_a_cancelled_workshop_stays_thirty_days(app: Flask) -> None:
    manager, workshop, _sent = make_invited()
    path = team(workshop, manager)
    cancel(workshop, manager)
    assert seen(app, path) == [("Cancelled: Breve der forstås", "CANCELLED")]
    with clock.frozen_at(clock.now() + timedelta(days=30)):
        assert len(seen(app, path)) == 1
    with clock.frozen_at(clock.now() + timedelta(days=31, hours=1)):
        assert seen(app, path) == []


def test_no_feed_names_a_guest_or_carries_a_link_of_theirs(app: Flask) -> None:
    manager, workshop, sent = make_invited()
    room = workshop.sittings[0].room
    for path in (
        team(workshop, manager),
        subscribed(manager, room=room)[1],
        subscribed(manager)[1],
    ):
        text = app.test_client().get(path).text
        assert not [each for each in ("ATTENDEE", "ORGANIZER", "METHOD", "/i/") if each in text]
        for each in sent:
            person = each.participation.person
            assert person.name not in text
            assert str(person.email) not in text
            assert each.uid not in text


def test_a_guest_gets_mailed_days_only_when_asked_for(app: Flask) -> None:
    _manager, _workshop, sent = make_invited()
    invitation = sent[0]
    with transaction():
        invitation.letters[0].letter.state = LetterState.HANDED_OVER
    person = invitation.participation.person
    shown = []
    for both in (False, True):
        with transaction():
            wish = Wish(with_invited=both)
            _feed, token = make_feed(link_actor(invitation), wish=wish, guest=person)
        shown.append(seen(app, f"/feed/person/{token}.ics"))
    assert shown == [[], [("Breve der forstås", "CONFIRMED")]]


@pytest.mark.parametrize(
    ("answer", "place", "expected"),
    [
        (Answer.YES, Place.SEAT, ["CONFIRMED"]),
        (Answer.YES, Place.WAITING, ["TENTATIVE"]),
        (Answer.NO, Place.NONE, []),
    ],
)
def test_a_guest_sees_what_their_place_is(
    app: Flask, answer: Answer, place: Place, expected: list[str]
) -> None:
    _manager, _workshop, sent = make_invited()
    placed = sent[0].participation
    with transaction():
        placed.answer, placed.place = answer, place
        wish = Wish(with_invited=True, alarm_minutes=60)
        _feed, token = make_feed(link_actor(sent[0]), wish=wish, guest=placed.person)
    path = f"/feed/person/{token}.ics"
    assert [status for _title, status in seen(app, path)] == expected
    assert app.test_client().get(path).text.count("TRIGGER:-PT60M") == len(expected)


def test_a_guest_taken_off_sees_it_cancelled(app: Flask) -> None:
    manager, workshop = make_planned()
    person = make_person(name="Karen", email="karen@by.example")
    placed = make_participation(workshop.sittings[0], person)
    workshop.state = WorkshopState.INVITING
    save(workshop)
    feed = save(Feed(kind="person", person=person, hashed="0" * 64))
    with transaction():
        remove(manager.actor(), workshop=workshop, person=placed.person)
        token = renew_feed(Actor(ActorKind.LINK, person.id, person.name), feed=feed)
    assert seen(app, f"/feed/person/{token}.ics") == [("Aflyst: Breve der forstås", "CANCELLED")]


def test_unknown_revoked_renewed_and_foreign_addresses_are_not_found(app: Flask) -> None:
    manager, workshop, _sent = make_invited()
    feed, path = subscribed(manager, engagement=workshop.engagement)
    web = app.test_client()
    assert web.get(path.replace("/team/", "/room/")).status_code == 404
    with transaction():
        token = renew_feed(manager.actor(), feed=feed)
    assert [web.get(p).status_code for p in (path, f"/feed/team/{token}.ics")] == [404, 200]
    with transaction():
        revoke_feed(manager.actor(), feed=feed)
    assert web.get(f"/feed/team/{token}.ics").status_code == 404
    assert web.get("/feed/team/0123456789abcdef.ics").status_code == 404


def test_nobody_renews_or_ends_what_is_somebody_elses(app: Flask) -> None:
    manager, workshop, _sent = make_invited()
    feed, _path = subscribed(manager, engagement=workshop.engagement)
    for act in (renew_feed, revoke_feed):
        with pytest.raises(NotAllowed):
            act(make_user().actor(), feed=feed)
    assert (feed.revoked_at, feed.renewed_at) == (None, None)


def test_a_feed_ends_with_what_its_owner_may_see(app: Flask) -> None:
    manager, workshop, _sent = make_invited()
    _feed, path = subscribed(manager, engagement=workshop.engagement)
    web = app.test_client()
    assert web.get(path).status_code == 200
    manager.disabled_at = clock.now()
    save(manager)
    assert web.get(path).status_code == 404


def test_a_thousand_entries_take_as_many_queries_as_ten(app: Flask, client: Client) -> None:
    workshop = make_workshop(sittings=10)
    paths = [
        subscribed(make_facilitator(workshop))[1],
        team(workshop, workshop.engagement.manager),
    ]
    few = [client.visit(path).queries for path in paths]
    first = workshop.sittings[0].starts_at
    db.session.execute(
        insert(Sitting).values(workshop_id=workshop.id, length_minutes=60),
        [{"starts_at": first + timedelta(hours=8 * n)} for n in range(990)],
    )
    db.session.commit()
    assert [len(events(app, path)) for path in paths] == [1000, 1000]
    assert few == [client.visit(path).queries for path in paths] == [2, 3]


def test_the_address_is_shown_once_and_the_list_goes_on(app: Flask, client: Client) -> None:
    manager, workshop, _sent = make_invited()
    client.sign_in(manager)
    page = client.fetch(f"/engagements/{workshop.engagement.public_id}/calendar-subscription")
    made = client.submit_form(page, "calendar-subscription", status=200)
    (address,) = [e.get("value") for e in made.all("input") if e.get("id") == "made"]
    assert app.test_client().get(urlsplit(address).path).status_code == 200
    own = client.fetch("/calendar-subscriptions")
    assert address not in own.text
    client.submit_form(own, "/revoke")
    assert client.fetch("/calendar-subscriptions").text.count("/revoke") == 0


def test_a_merged_person_keeps_the_subscription(app: Flask) -> None:
    kept = make_person(name="Karen", email="karen@by.example")
    gone = make_person(name="Karen B", email="karen.b@by.example")
    feed = save(Feed(kind="person", person=gone, hashed="0" * 64))
    with transaction():
        on_persons_merged(PersonsMerged(kept.id, gone.id))
    db.session.refresh(feed)
    assert feed.person_id == kept.id
