"""Makers of recommendations under adoption for tests."""

from datetime import date
from itertools import count
from typing import Any

from tests.deliverables.makers import make_deliverable, make_version
from tests.factories import make_contact, make_engagement, make_person, save
from workshops.adoption.models import Adoption, AdoptionAsk, AdoptionCheck
from workshops.adoption.queries import list_recommendations
from workshops.adoption.rules import check_days
from workshops.adoption.services.asking import link_of
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.issued import DeliverableVersion, Recommendation
from workshops.engagements.models import Engagement

_numbers = count(1)


def make_recommending(
    engagement: Engagement | None = None,
    *keys: str,
    deliverable: Deliverable | None = None,
    number: int = 1,
) -> DeliverableVersion:
    """An issued version that recommends one thing for each key."""
    deliverable = deliverable or make_deliverable(engagement or make_engagement())
    version = make_version(deliverable, number)
    for place, key in enumerate(keys or ("module:1",), start=1):
        text = f"Øv svære samtaler, {key}, version {number}"
        save(Recommendation(version_id=version.id, number=place, key=key, kind="module", text=text))
    return version


def make_adoption(
    engagement: Engagement | None = None, begun_on: date = date(2026, 11, 23), **changes: Any
) -> Adoption:
    """A recommendation that nobody has answered yet."""
    engagement = engagement or make_engagement()
    version = make_recommending(engagement)
    (row,) = list_recommendations(version)
    checks = [AdoptionCheck(months=m, due_on=day) for m, day in check_days(begun_on).items()]
    return save(
        Adoption(
            engagement_id=engagement.id,
            deliverable_id=version.deliverable_id,
            recommendation_id=row.id,
            key=row.key,
            begun_on=begun_on,
            checks=checks,
            **changes,
        )
    )


def make_ask(engagement: Engagement, **changes: Any) -> AdoptionAsk:
    """Somebody at the agency who was asked."""
    number = next(_numbers)
    values = {"name": f"Lone Bæk {number}", "address": f"lone{number}@styrelse.example"}
    return save(AdoptionAsk(engagement_id=engagement.id, **{**values, **changes}))


def make_asked_contact(engagement: Engagement, **changes: Any) -> None:
    """A contact of the engagement with an address."""
    make_contact(engagement, make_person(**changes), first=False)


def token_of(ask: AdoptionAsk) -> str:
    """The token of somebody's link."""
    return link_of(ask).url().rpartition("/")[2]
