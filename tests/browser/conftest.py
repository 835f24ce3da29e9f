"""Chromium as Debian ships it, and a running product for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.live import Live, running
from tests.conftest import NOW
from tests.databases import Databases
from workshops.core import clock

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, which talks to nobody but us."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": FLAGS}


@pytest.fixture(scope="session")
def live(databases: Databases, browser: Browser) -> Iterator[Live]:
    """The running product."""
    with clock.frozen_at(NOW), running(databases, browser, "live", demo=True) as product:
        yield product


@pytest.fixture(scope="session")
def new_lab(databases: Databases, browser: Browser) -> Iterator[Live]:
    """A lab on its first day: no demo's data, and forms may be sent without harm to others."""
    with clock.frozen_at(NOW), running(databases, browser, "new", demo=False) as product:
        yield product
