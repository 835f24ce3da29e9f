"""The door on a phone whose network comes and goes: no tap is lost, and none counts twice."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import make_engagement, make_participation, make_person, make_workshop
from tests.journeys.site import MANAGER, Site
from workshops.accounts.models import User
from workshops.core.db import db
from workshops.planning.models import Answer
from workshops.planning.models.attendance import CheckIn, CheckInState

NAMES = ("Bo Dahl", "Eva Å", "Karen-Margrethe Østergaard-Sørensen", "Åse Ærlig")
KEPT = "caches.keys().then(names => names.length + Object.keys(localStorage).length)"


class Network:
    """The way between a phone and the product. Offline mode reaches a page, not always its worker;
    so the product hangs up as well."""

    def __init__(self, app: Flask) -> None:
        self.inner, self.down = app.wsgi_app, False
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Hang up, or pass on."""
        if self.down:
            raise ConnectionResetError
        return self.inner(environ, start_response)

    def go(self, page: Page, *, down: bool) -> None:
        """Lose the network, or find it again."""
        self.down = down
        page.context.set_offline(down)


@pytest.mark.browser
def test_three_taps_without_network_survive_a_reload_and_count_once(site: Site) -> None:
    page = _at_door(site)
    expect(page.locator("[data-device]")).to_be_visible()
    network = Network(site.app)
    network.go(page, down=True)
    for name in NAMES[:3]:
        page.locator(".door-guest").filter(has_text=name).locator(".door-tap button").click()
    expect(page.locator("[data-net]")).to_contain_text("3 taps wait to be sent")
    page.reload()
    expect(page.locator("[data-net]")).to_contain_text("3 taps wait to be sent")
    expect(page.locator(".door-guest[data-waits]")).to_have_count(3)
    assert _standing() == []
    network.go(page, down=False)
    expect(page.locator("[data-net]")).to_contain_text("Everything is sent.")
    page.reload()
    expect(page.locator(".door-guest[data-here]")).to_have_count(3)
    assert _standing() == sorted(NAMES[:3])


@pytest.mark.browser
def test_an_answer_that_is_lost_is_asked_for_again_and_signing_out_clears_all(site: Site) -> None:
    page = _at_door(site)
    expect(page.locator("[data-device]")).to_be_visible()
    page.route("**/taps", lambda route: (route.fetch(), route.abort()), times=1)
    page.locator("#door-q").fill("aase")
    page.locator("#door-q").press("Enter")
    expect(page.locator("[data-net]")).to_contain_text("1 tap waits to be sent")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-net]")).to_contain_text("Everything is sent.")
    assert _standing() == [NAMES[3]]
    assert page.evaluate(KEPT) == 2
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert page.evaluate(KEPT) == 0


@pytest.mark.browser
def test_a_walk_in_typed_without_network_survives_a_reload_and_is_let_in_once(site: Site) -> None:
    page = _at_door(site)
    expect(page.locator("[data-device]")).to_be_visible()
    expect(page.locator("[data-walk-in]")).to_be_hidden()
    network = Network(site.app)
    network.go(page, down=True)
    page.get_by_role("link", name="Walk-in").click()
    for name in ("Per Dam", "Xenia Ravn"):
        page.locator("[data-walk-in] [name=name]").fill(name)
        page.locator("[data-walk-in] [type=submit]").click()
    page.reload()
    expect(page.locator("[data-walked-in] li")).to_have_count(2)
    waiting = page.locator("[data-walked-in] li").filter(has_text="Xenia Ravn")
    waiting.get_by_role("button").click()
    expect(page.locator("[data-net]")).to_contain_text("1 tap waits to be sent")
    network.go(page, down=False)
    row = page.locator(".door-guest[data-guest]").filter(has_text="Per Dam")
    expect(row).to_contain_text("Here since")
    expect(page.locator("[data-walked-in] li")).to_have_count(0)
    assert _standing() == ["Per Dam"]


@pytest.mark.browser
def test_a_page_fetched_before_the_door_opens_opens_by_itself(site: Site) -> None:
    page = _at_door(site, until=timedelta(hours=12, minutes=1), runs=True)
    first = page.locator(".door-tap button").first
    expect(first).to_be_disabled()
    expect(page.locator("[data-not-open]")).to_be_visible()
    page.clock.fast_forward("01:01")
    expect(first).to_be_enabled()
    expect(page.locator("[data-not-open]")).to_have_count(0)


def _at_door(site: Site, *, until: timedelta = timedelta(hours=1), runs: bool = False) -> Page:
    """A project manager at the door of a day with four guests, with a clock that stands or runs."""
    manager = db.session.scalars(select(User).where(User.email == MANAGER)).one()
    workshop = make_workshop(make_engagement(manager))
    (day,) = workshop.sittings
    day.starts_at = NOW + until
    db.session.commit()
    for name in NAMES:
        make_participation(day, make_person(name=name), answer=Answer.YES)
    page = site.staff()
    if runs:
        page.clock.install(time=NOW)
    else:
        page.add_init_script(f"Date.now = () => {NOW.timestamp() * 1000:.0f}")
    page.goto(f"/workshops/{workshop.public_id}/days/{day.public_id}/check-in")
    return page


def _standing() -> list[str]:
    db.session.rollback()
    found = db.session.scalars(select(CheckIn).where(CheckIn.state == CheckInState.STANDING))
    return sorted(tap.participation.person.name for tap in found)
