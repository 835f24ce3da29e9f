"""Evenings, nights and headings of the calendar's week, as a browser draws them."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from tests.browser.live import Live
from tests.factories import make_engagement, make_user, make_workshop
from workshops.core.actor import Role
from workshops.core.db import db

pytestmark = pytest.mark.browser

SITTINGS = (
    ("Borgeraften", datetime(2027, 1, 12, 18, 0, tzinfo=UTC), 120),
    ("Morgenbord", datetime(2027, 1, 13, 5, 30, tzinfo=UTC), 15),
    ("Nattevagten", datetime(2027, 1, 17, 21, 0, tzinfo=UTC), 480),
)
ROOM_FOR_TITLE = (
    "e => e.clientHeight >= e.querySelector('a').getBoundingClientRect().height && e.clientHeight"
)
TITLE_SHOWS = (
    "e => e.querySelector('a').getClientRects()[0].bottom <= e.getBoundingClientRect().bottom"
)
CUT = "labels => labels.filter(l => l.scrollWidth > l.clientWidth).length"


@pytest.fixture
def week(new_lab: Live) -> Page:
    """The week's page at 1280 pixels, with an evening, an early morning and a night."""
    engagement = make_engagement(make_user())
    for name, starts, minutes in SITTINGS:
        made = make_workshop(engagement, name=name)
        made.sittings[0].starts_at, made.sittings[0].length_minutes = starts, minutes
    db.session.commit()
    page = new_lab.context(Role.PROJECT_MANAGER, "da").new_page()
    page.set_viewport_size({"width": 1280, "height": 1400})
    return page


def test_evening_has_room_for_its_title_and_a_night_stands_on_both_days(week: Page) -> None:
    week.goto("/calendar?view=week&day=2027-01-12")
    assert week.locator(".entry", has_text="Borgeraften").first.evaluate(ROOM_FOR_TITLE)
    assert week.locator(".entry", has_text="Morgenbord").first.evaluate(TITLE_SHOWS)
    assert "22.00 til mandag 06.00" in week.locator("main").inner_text()
    for width in (768, 1280):
        week.set_viewport_size({"width": width, "height": 1400})
        assert week.locator(".week-label").evaluate_all(CUT) == 0

    for view in ("week", "list"):
        week.goto(f"/calendar?view={view}&day=2027-01-18")
        assert "Nattevagten" in week.locator("main").inner_text()
        assert "til 06.00" in week.locator("main").inner_text()
