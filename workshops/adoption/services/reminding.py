"""Reminders: when a check has come, its owner or the agency's contacts get one letter."""

from collections import defaultdict

from sqlalchemy import select

from workshops.adoption import queries
from workshops.adoption.models import AdoptionAsk, AdoptionCheck
from workshops.adoption.services.asking import REMINDER, post
from workshops.core import clock
from workshops.core.db import db
from workshops.core.text import N_


def remind() -> int:
    """Send each person one letter about all checks of an engagement that have come; how many.

    A check is told of once, and so is one for which nobody could be written to.
    """
    today = clock.now().date()
    told: dict[int, list[AdoptionCheck]] = defaultdict(list)
    checks = queries.list_due(today)
    asks = _asks({check.adoption.engagement_id for check in checks})
    for check in checks:
        for ask in _whom(check, asks.get(check.adoption.engagement_id, [])):
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


def _asks(engagements: set[int]) -> dict[int, list[AdoptionAsk]]:
    query = select(AdoptionAsk).where(AdoptionAsk.engagement_id.in_(engagements))
    found: dict[int, list[AdoptionAsk]] = defaultdict(list)
    for ask in db.session.scalars(query.order_by(AdoptionAsk.id)):
        found[ask.engagement_id].append(ask)
    return found
