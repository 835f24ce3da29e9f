"""Another time proposed in a guest's name, for which nobody vouches: seen as that, and inert."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW
from tests.invitations.asked import ADDRESS, make_asked
from tests.invitations.mails import FAIL, PASS, list_replies, mail, said, standing, take
from tests.invitations.makers import list_letters
from tests.marks import both_databases
from tests.pages import Client
from tests.planning.makers import make_poll
from workshops.core import clock
from workshops.core.db import db
from workshops.invitations.models import Invitation, ReplyOutcome
from workshops.invitations.services.beside import version_of
from workshops.mail.models import Handling
from workshops.people.models import PersonAlias
from workshops.planning.models import Workshop

TIME = {"start": "20261209T080000Z", "end": "20261209T140000Z"}
BELIEVES_NOTHING = {"dismiss", "pass-on", "confirm"}
FORGERIES = {
    "nobody vouches": {"verdict": ""},
    "our server says forged": {"verdict": FAIL},
    "from elsewhere": {"sender": "evil@evil.example"},
}


def claimed(app: Flask, name: str) -> tuple[Workshop, Invitation, str]:
    """Somebody proposes another time in Åse's name; the message's page."""
    workshop, invitation = make_asked()
    before = standing()
    with clock.frozen_at(NOW.replace(minute=10)):
        found = take(app, mail(said(method="COUNTER", **TIME), **FORGERIES[name]))
    assert (found.handling, standing()) == (Handling.TRAY, before)
    return workshop, invitation, f"/mail/{found.incoming.public_id}"


@both_databases
@pytest.mark.parametrize("name", FORGERIES)
def test_it_is_somebody_elses_without_acts(app: Flask, client: Client, name: str) -> None:
    workshop, invitation, url = claimed(app, name)
    letters = len(list_letters())
    page = client.sign_in(workshop.engagement.manager).fetch(url)
    assert "Somebody proposes another time in the name of" in page.text
    assert "Move the workshop there" not in page.text
    assert "Write it down as an answer" not in page.text
    guests = f"/workshops/{workshop.public_id}/guests"
    assert "Somebody in the name of" in client.fetch(guests).text
    one = client.fetch(f"{guests}/{invitation.participation.public_id}")
    assert "Somebody proposed another time in the guest's name" in one.text
    client.submit(f"{url}/dismiss", {})
    assert len(list_letters()) == letters


def _acts(app: Flask) -> set[str]:
    """What the pages of the post tray can do with a message."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("tray.")]
    return {rule.rule.rpartition("/")[2] for rule in found if "POST" in (rule.methods or ())}


@both_databases
@pytest.mark.parametrize("name", FORGERIES)
def test_every_act_is_refused_but_those_that_believe_nothing(
    app: Flask, client: Client, name: str
) -> None:
    workshop, invitation, url = claimed(app, name)
    poll = make_poll(workshop)
    client.sign_in(workshop.engagement.manager)
    placed, letters = invitation.participation, len(list_letters())
    sent = {
        "reason": "Nej tak.",
        "answer": "yes",
        "seen": version_of([placed]),
        "engagement": workshop.engagement.public_id,
    }
    before = (placed.answer, placed.sitting.starts_at, len(poll.slots))
    for act in sorted(_acts(app) - BELIEVES_NOTHING):
        page = client.submit(f"{url}/{act}", sent, status=409)
        assert page.all("div", class_="alert-error"), act
    assert (placed.answer, placed.sitting.starts_at, len(poll.slots)) == before
    assert [each.outcome for each in list_replies()] == [ReplyOutcome.WAITING]
    assert db.session.scalar(select(func.count()).select_from(PersonAlias)) == 0
    assert len(list_letters()) == letters


@both_databases
@pytest.mark.parametrize("act", sorted(BELIEVES_NOTHING))
def test_what_believes_nothing_is_left(app: Flask, client: Client, act: str) -> None:
    workshop, _invitation, url = claimed(app, "nobody vouches")
    assert _acts(app) > BELIEVES_NOTHING
    client.sign_in(workshop.engagement.manager)
    client.submit(f"{url}/{act}", {"engagement": workshop.engagement.public_id})


def test_once_the_guest_was_asked_it_is_theirs(app: Flask, client: Client) -> None:
    workshop, invitation, url = claimed(app, "nobody vouches")
    letters = len(list_letters())
    client.sign_in(workshop.engagement.manager).submit(f"{url}/confirm", {})
    assert len(list_letters()) == letters
    assert "Move the workshop there" in client.fetch(url).text
    client.submit(f"{url}/confirm", {}, status=409)
    with clock.frozen_at(NOW.replace(minute=20)):
        client.submit(f"{url}/accept", {})
    assert invitation.participation.sitting.starts_at.day == 9


def test_it_takes_no_place_of_the_guests_own_proposal(app: Flask) -> None:
    make_asked()
    with clock.frozen_at(NOW.replace(minute=10)):
        for verdict, minute in ((PASS, 5), ("", 6), (FAIL, 7)):
            made = said(method="COUNTER", stamp=f"20261123T120{minute}00Z", **TIME)
            take(app, mail(made, verdict=verdict))

    assert [each.outcome for each in list_replies()] == [ReplyOutcome.WAITING] * 3


def test_a_substitute_that_nobody_vouches_for_is_not_offered(app: Flask, client: Client) -> None:
    workshop, _invitation = make_asked()
    delegated = said(partstat="DELEGATED", params=';DELEGATED-TO="mailto:evil@evil.example"')
    with clock.frozen_at(NOW.replace(minute=10)):
        found = take(app, mail(delegated, sender=ADDRESS, verdict=""))
    page = client.sign_in(workshop.engagement.manager).fetch(f"/mail/{found.incoming.public_id}")

    assert "nobody vouches that it is from them" in page.text
    assert "instead</button>" not in page.text
    assert list_replies()[0].substitution is None
