"""Reminders: when a check has come, its owner or the agency's contacts get one letter."""

from collections import defaultdict

from sqlalchemy import select

from workshops.adoption import queries
from workshops.adoption.models import AdoptionAsk, AdoptionCheck
from workshops.adoption.services.asking import REMINDER, post
from workshops.core import clock
from workshops.core.db import db
from workshops.core.text import N_
from workshops.mail.queries import last_told
from workshops.mail.rules import was_just_told


def remind() -> int:
    """Send each person one letter about all checks of an engagement that have come; how many.

    A check is told of once, and so is one for which nobody could be written to. It waits a day
    where somebody was asked less than a day ago.
    """
    today = clock.now().date()
    told: dict[int, list[AdoptionCheck]] = defaultdict(list)
    checks = queries.list_due(today)
    asks = _asks({check.adoption.engagement_id for check in checks})
    busy = _just_asked(asks)
    for check in checks:
        whom = _whom(check, asks.get(check.adoption.engagement_id, []))
        if any(ask.id in busy for ask in whom):
            continue
        for ask in whom:
            told[ask.id].append(check)
        check.reminded_at = clock.now()
    for ask in (one for group in asks.values() for one in group if one.id in told):
        due = list(dict.fromkeys(check.adoption.recommendation.text for check in told[ask.id]))
        seed = f"adoption:{ask.id}:" + "-".join(str(check.id) for check in told[ask.id])
        post(ask, REMINDER, N_("How is it going with what we recommended?"), due=due, seed=seed)
    db.session.flush()
    return len(told)


def _whom(check: AdoptionCheck, asks: list[AdoptionAsk]) -> list[AdoptionAsk]:
    """The owner who was named with an address, or else those at the agency who were asked."""
    owner = [ask for ask in asks if ask.address == check.adoption.owner_email]
    return owner or [ask for ask in asks if ask.contact]


def _just_asked(asks: dict[int, list[AdoptionAsk]]) -> set[int]:
    """Who had a letter with the link less than a day ago."""
    numbers = [ask.id for group in asks.values() for ask in group]
    told = last_told(AdoptionAsk.__tablename__, numbers)
    return {number for number, at in told.items() if was_just_told(at, clock.now())}


def _asks(engagements: set[int]) -> dict[int, list[AdoptionAsk]]:
    query = select(AdoptionAsk).where(AdoptionAsk.engagement_id.in_(engagements))
    found: dict[int, list[AdoptionAsk]] = defaultdict(list)
    for ask in db.session.scalars(query.order_by(AdoptionAsk.id)):
        found[ask.engagement_id].append(ask)
    return found
