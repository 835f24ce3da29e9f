"""The post tray: what waits is seen with its reason and settled by hand, or by the guest."""

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import make_user
from tests.invitations.asked import make_asked
from tests.invitations.mail_records import make_incoming
from tests.invitations.mails import FAIL, list_replies, mail, said, take
from tests.invitations.makers import list_letters
from tests.invitations.pressing import press
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Role
from workshops.invitations.models import Invitation, ReplyOutcome
from workshops.invitations.services import responses
from workshops.mail.models import Handling, Incoming
from workshops.planning.models import Answer


def waiting(app: Flask, raw: bytes) -> tuple[User, Invitation, Incoming]:
    """The project manager, the invitation and a message that waits."""
    workshop, invitation = make_asked()
    found = take(app, raw)
    assert found.handling is Handling.TRAY
    return workshop.engagement.manager, invitation, found.incoming


def test_a_message_is_seen_by_its_project_manager_and_administrators(
    app: Flask, client: Client
) -> None:
    manager, _invitation, incoming = waiting(app, mail(said(), sender="chef@kommune.example"))
    url = f"/mail/{incoming.public_id}"
    for user in (manager, make_user(role=Role.ADMINISTRATOR)):
        page = client.sign_in(user).fetch(url)
        assert "chef@kommune.example" in page.text
        assert incoming.subject in client.fetch("/mail").text
    client.sign_in(make_user()).fetch(url, status=404)
    assert "Svar" not in client.fetch("/mail").text


def test_a_message_about_nobody_known_is_for_administrators(app: Flask, client: Client) -> None:
    make_asked()
    incoming = take(app, mail("Hej", sender="nobody@x.example", kind="text/plain")).incoming
    url = f"/mail/{incoming.public_id}"
    client.sign_in(make_user()).fetch(url, status=404)
    client.sign_in(make_user(role=Role.ADMINISTRATOR)).fetch(url)


def test_the_list_takes_the_same_queries_however_long_and_filters_by_reason(
    app: Flask, client: Client
) -> None:
    manager, _invitation, incoming = waiting(app, mail(said(), sender="chef@kommune.example"))
    for number in range(60):
        make_incoming(incoming.engagement_id, f"{number:064}", reason="Other", params={})
    client.sign_in(manager).fetch("/mail", queries=5)
    assert "chef@" in client.fetch("/mail?reason=2").text
    assert client.fetch("/mail?reason=1").links()["3"] == "/mail?reason=1&page=3"


def test_the_list_is_exported_as_it_is_shown(app: Flask, client: Client) -> None:
    manager, _invitation, incoming = waiting(app, mail(said(), sender="chef@kommune.example"))
    make_incoming(incoming.engagement_id, "0" * 64, reason="Other", params={})
    client.sign_in(manager)
    whole, part = (client.visit(f"/mail/messages.csv{wish}").response for wish in ("", "?reason=2"))
    counted = [len(response.get_data(as_text=True).splitlines()) for response in (whole, part)]
    assert counted == [3, 2]
    assert "chef@kommune.example" in part.get_data(as_text=True)
    assert client.visit("/mail/messages.xlsx").response.data[:2] == b"PK"
    assert client.sign_in(make_user()).visit("/mail/messages.csv").response.text.count("@") == 0


@pytest.mark.parametrize(
    ("raw", "offered"),
    [
        (mail(said(sequence=5)), ["yes"]),
        (mail(said(), sender="chef@kommune.example"), []),
        (mail("Kan I ringe?", kind="text/plain; charset=utf-8"), []),
    ],
)
def test_what_the_guest_answered_is_the_act_that_stands_out(
    app: Flask, client: Client, raw: bytes, offered: list[str]
) -> None:
    manager, _invitation, incoming = waiting(app, raw)
    page = client.sign_in(manager).fetch(f"/mail/{incoming.public_id}")
    filled = [each for each in page.all("button") if "button-primary" in each.get("class", "")]
    assert [each.get("value") for each in filled] == offered


def test_writing_it_down_as_an_answer_settles_it(app: Flask, client: Client) -> None:
    manager, invitation, incoming = waiting(app, mail(said(sequence=5)))
    press(client.sign_in(manager), f"/mail/{incoming.public_id}/answer", 302, answer="maybe")
    assert invitation.participation.answer is Answer.MAYBE
    assert (incoming.handling, list_replies()[0].outcome) == (
        Handling.SETTLED,
        ReplyOutcome.ACCEPTED,
    )


def test_the_same_person_counts_now_and_the_next_time(app: Flask, client: Client) -> None:
    manager, invitation, incoming = waiting(app, mail(said(), sender="aae@kommune.example"))
    press(client.sign_in(manager), f"/mail/{incoming.public_id}/same-person", 302)
    given = [invitation.participation.answer]
    with clock.frozen_at(NOW.replace(minute=20)):
        again = said(partstat="DECLINED", attendee="aae@kommune.example", stamp="20261123T121500Z")
        take(app, mail(again, sender="aae@kommune.example"))
    assert [*given, invitation.participation.answer] == [Answer.YES, Answer.NO]


def test_dismissing_changes_nothing_and_happens_once(app: Flask, client: Client) -> None:
    manager, invitation, incoming = waiting(app, mail(said(), verdict=FAIL))
    client.sign_in(manager).submit(f"/mail/{incoming.public_id}/dismiss", {})
    client.submit(f"/mail/{incoming.public_id}/dismiss", {}, status=409)
    assert (invitation.participation.answer, incoming.handling) == (Answer.NONE, Handling.SETTLED)


def test_a_message_is_passed_on_with_its_words_and_no_markup(app: Flask, client: Client) -> None:
    manager, _invitation, incoming = waiting(
        app, mail("Kan I <b>ringe</b>?", kind="text/plain; charset=utf-8")
    )
    page = client.sign_in(manager).fetch(f"/mail/{incoming.public_id}")
    assert page.all("b") == []
    (select,) = page.all("select", name="engagement")
    first = next(each.get("value") for each in select.iter() if each.get("value"))
    client.submit_form(page, "pass-on", engagement=first)
    letter = list_letters()[-1]
    assert (letter.to_address, "Kan I <b>ringe</b>?" in letter.text) == (manager.email, True)
    assert "&lt;b&gt;" in letter.html


def link(reply_number: int = 0) -> str:
    """The path of the invited person's link."""
    return "/answer/" + responses.link_of(list_replies()[reply_number]).url().rpartition("/")[2]


@pytest.mark.parametrize(
    ("act", "given", "outcome"),
    [
        ("accept", Answer.YES, ReplyOutcome.ACCEPTED),
        ("dismiss", Answer.NONE, ReplyOutcome.DISMISSED),
    ],
)
def test_the_invited_person_decides_about_an_answer_in_their_name(
    app: Flask, client: Client, act: str, given: Answer, outcome: ReplyOutcome
) -> None:
    _manager, invitation, incoming = waiting(app, mail(said(), sender="chef@kommune.example"))
    for _ in range(3):
        client.fetch(link())
    assert invitation.participation.answer is Answer.NONE
    client.submit_form(client.fetch(link()), act, status=303)
    assert [invitation.participation.answer] == [given]
    assert (incoming.handling, list_replies()[0].outcome) == (Handling.SETTLED, outcome)
    client.submit(f"{link()}/{act}", {}, status=409)


def test_a_no_in_the_guests_name_is_taken_back_by_its_link(app: Flask, client: Client) -> None:
    _workshop, invitation = make_asked()
    take(app, mail(said(stamp="20261123T120100Z"), verdict=""))
    take(app, mail(said(partstat="DECLINED", stamp="20261123T120200Z"), verdict=""))
    client.fetch(link(1))
    before = [invitation.participation.answer]
    client.submit_form(client.fetch(link(1)), "undo", status=303)
    assert [*before, invitation.participation.answer] == [Answer.NO, Answer.YES]
    assert list_replies()[1].outcome is ReplyOutcome.UNDONE
    client.submit(f"{link(1)}/undo", {}, status=409)


def test_today_leads_to_what_waits(app: Flask, client: Client) -> None:
    manager, _invitation, _incoming = waiting(app, mail(said(), verdict=FAIL))
    assert "/mail" in client.sign_in(manager).fetch("/").links().values()
