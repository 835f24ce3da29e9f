"""Fixtures of deliveries: one on its way, where its link leads, and a browser that is inside."""

import pytest
from flask import Flask

from tests.deliverables.packs import MINE, make_delivery, token_of
from tests.pages import Client
from workshops.deliverables.models.delivery import Delivery


@pytest.fixture
def delivery(app: Flask) -> Delivery:
    """A pack on its way to Åse."""
    return make_delivery()


@pytest.fixture
def url(delivery: Delivery) -> str:
    """Where her link leads."""
    return f"/d/{token_of(delivery)}"


@pytest.fixture
def inside(client: Client, url: str) -> Client:
    """A browser in which she has said her address."""
    client.submit(url, {"email": MINE}, 303)
    return client
