"""Log lines: JSON, one a line, with the request's id and nothing about a person."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.accounts.makers import EMAIL, PASSWORD, open_account
from tests.pages import Client
from tests.web.makers import broken
from workshops.accounts import services
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import transaction
from workshops.web.logging import JsonLines


@pytest.fixture
def failing(app: Flask) -> Flask:
    """An application with pages that fail."""
    return broken(app)


@pytest.fixture
def written(failing: Flask) -> Iterator[io.StringIO]:
    """What the product writes to its log, as in production."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger("workshops").addHandler(handler)
    yield stream
    logging.getLogger("workshops").removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Every line, each of which must be an object."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line(app: Flask, client: Client, written: io.StringIO) -> None:
    page = client.fetch("/sign-in?next=/people")
    (line,) = lines(written)

    assert (line["event"], line["method"], line["route"]) == ("request", "GET", "/sign-in")
    assert line["status"] == 200
    assert line["request"] == page.response.headers["X-Request-Id"]


def test_a_line_break_in_the_browsers_name_stays_inside_it(
    app: Flask, client: Client, written: io.StringIO
) -> None:
    client.web.environ_base["HTTP_USER_AGENT"] = 'x\n{"event": "forged"}\r\n\u2028y'
    client.fetch("/sign-in")

    assert [line["event"] for line in lines(written)] == ["request"]


def test_nothing_typed_and_no_token_is_written(
    app: Flask, client: Client, written: io.StringIO
) -> None:
    user = open_account()
    with transaction():
        token = services.make_link(COMMAND_LINE, user, secret=app.config["SECRET_KEY"])
    client.fetch(f"/welcome/{token}")
    client.submit("/sign-in", {"email": EMAIL, "password": PASSWORD[:-1]}, 422)
    client.submit("/sign-in", {"email": EMAIL, "password": PASSWORD})
    text = written.getvalue()

    assert len(lines(written)) == 4
    for secret in (EMAIL, PASSWORD[:-1], token, "Mette", "127.0.0.1"):
        assert secret not in text


def test_an_error_is_written_with_places_and_without_its_words(
    failing: Flask, written: io.StringIO
) -> None:
    Client(failing).fetch("/broken/unforeseen", 500)
    error = lines(written)[0]

    assert error["error"] == "ZeroDivisionError"
    assert any("makers.py" in place for place in error["places"])
    assert "bo@lab.example" not in written.getvalue()
