"""A forgotten password is renewed by a letter: the same answer for all, once, for 30 minutes."""

import re
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from tests.accounts.makers import EMAIL, enter, open_account
from tests.marks import both_databases
from tests.pages import Client
from workshops.accounts.models import User
from workshops.accounts.views.forgotten import LETTERS
from workshops.core import clock
from workshops.core.db import db
from workshops.mail.links import LinkSpec
from workshops.mail.models import Letter

NEW = "tolv meget bløde katte"


def ask(client: Client, email: str = EMAIL) -> str:
    """What the page answers to an address."""
    client.fetch("/forgotten-password")
    return client.submit("/forgotten-password", {"email": email}, 200).text


def link_in_letter() -> str:
    """The path in the newest letter, as the one who gets it sees it."""
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert letter is not None
    assert "/new-password/" not in letter.text
    spec = LinkSpec.restored(letter.links["choose"])
    return re.sub(r"^https?://[^/]+", "", spec.url())


@both_databases
def test_a_letter_renews_a_password_once_and_ends_every_session(app: Flask, client: Client) -> None:
    signed_in = Client(app).sign_in(open_account())
    signed_in.fetch("/profile")
    ask(client, EMAIL.upper())
    link = link_in_letter()
    client.fetch(link)
    client.submit(link, {"password": NEW, "again": NEW})

    signed_in.fetch("/profile", 302)
    enter(client, status=422)
    enter(client, password=NEW)
    client.fetch(link, 410)
    client.submit(link, {"password": NEW, "again": NEW}, 410)


def test_a_link_is_over_after_half_an_hour(client: Client, frozen_clock: datetime) -> None:
    open_account()
    ask(client)
    link = link_in_letter()
    with clock.frozen_at(frozen_clock + timedelta(minutes=29)):
        client.fetch(link)
    with clock.frozen_at(frozen_clock + timedelta(minutes=32)):
        client.fetch(link, 410)


def test_the_answer_is_the_same_for_every_address(client: Client) -> None:
    open_account()
    shut = open_account("shut@lab.example")
    shut.disabled_at = clock.now()
    db.session.commit()
    assert len({ask(client, a) for a in (EMAIL, "nobody@lab.example", shut.email)}) == 1
    assert [letter.to_address for letter in db.session.scalars(select(Letter))] == [EMAIL]


def test_nobody_is_flooded_with_letters(client: Client) -> None:
    open_account()
    said = {ask(client) for _ in range(LETTERS + 2)}
    assert len(said) == 1
    assert len(db.session.scalars(select(Letter)).all()) == LETTERS


def test_another_password_meanwhile_makes_the_link_worthless(client: Client) -> None:
    open_account()
    ask(client)
    link = link_in_letter()
    user = db.session.scalars(select(User)).one()
    user.session_stamp = "0" * 32
    db.session.commit()
    client.fetch(link, 410)
