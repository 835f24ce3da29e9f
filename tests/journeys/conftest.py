"""A running product for each journey, empty but for what a lab has from its first day."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.conftest import browser_type_launch_args
from tests.journeys.site import Site, opened
from tests.timing import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)
__all__ = ["browser_type_launch_args"]


@pytest.fixture
def site(app: Flask, browser: Browser) -> Iterator[Site]:
    """The product on the test's database, at an address of its own."""
    with opened(app, browser) as site:
        yield site
