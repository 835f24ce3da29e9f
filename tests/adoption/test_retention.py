"""Whom adoption wrote to is forgotten once there is nothing more to ask."""

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.adoption.makers import make_adoption, make_ask
from tests.conftest import NOW
from tests.factories import make_engagement
from workshops.adoption import tasks
from workshops.adoption.models import Adoption, AdoptionAsk, Status
from workshops.core import clock
from workshops.core.db import db, transaction

LAST = date(2027, 11, 23)
"""The day of the check after twelve months."""


def forget(on: date) -> tuple[int, str]:
    """What the night does: how many are still known, and the owner's address."""
    with clock.frozen_at(NOW + (on - NOW.date())), transaction():
        tasks.forget()
    db.session.expire_all()
    adoption = db.session.query(Adoption).first()
    return db.session.query(AdoptionAsk).count(), adoption.owner_email if adoption else ""


@pytest.mark.parametrize(
    ("after", "left"), [(timedelta(90), (1, "lone@x.example")), (timedelta(91), (0, ""))]
)
def test_it_is_kept_for_90_days_after_the_last_check(
    app: Flask, after: timedelta, left: tuple[int, str]
) -> None:
    engagement = make_engagement()
    make_adoption(engagement, owner_email="lone@x.example")
    make_ask(engagement, asked_at=NOW)

    assert forget(LAST + after) == left


def test_what_was_turned_down_is_not_waited_for(app: Flask) -> None:
    engagement = make_engagement()
    make_adoption(engagement, status=Status.REFUSED, reason="Nej", answered_at=NOW)
    make_ask(engagement, asked_at=NOW)

    assert forget(NOW.date() + timedelta(91)) == (0, "")


def test_a_later_letter_begins_the_days_anew_and_other_engagements_stay(app: Flask) -> None:
    engagement = make_engagement()
    make_adoption(engagement, status=Status.REFUSED, reason="Nej", answered_at=NOW)
    make_ask(engagement, asked_at=NOW + timedelta(30))
    make_ask(make_engagement(), asked_at=NOW)

    assert forget(NOW.date() + timedelta(100)) == (1, "")
