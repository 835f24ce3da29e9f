"""Every error is a page in the reader's language, without a trace of the inside."""

import pytest
from flask import Flask

from tests.pages import Client
from tests.web.makers import broken
from workshops.core.db import db
from workshops.web import errors

CODES = (400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)


@pytest.mark.parametrize("code", CODES)
def test_each_error_has_a_page_in_both_languages(app: Flask, code: int) -> None:
    client = Client(broken(app))
    danish = client.fetch(f"/broken/{code}", code).text
    client.web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    english = client.fetch(f"/broken/{code}", code).text

    assert errors.TITLES[code] in english
    assert errors.TEXTS[code] in english
    assert errors.TITLES[code] not in danish


@pytest.mark.parametrize(
    ("what", "status", "wait"),
    [("gone", 410, None), ("refused", 403, None), ("too-many", 429, "75"), ("locked", 503, "5")],
)
def test_our_own_problems_have_their_status(
    app: Flask, what: str, status: int, wait: str | None
) -> None:
    page = Client(broken(app)).fetch(f"/broken/{what}", status)

    assert page.response.headers.get("Retry-After") == wait


@pytest.mark.parametrize("what", ["locked", "unforeseen"])
def test_no_page_shows_the_inside(app: Flask, what: str) -> None:
    page = Client(broken(app)).fetch(f"/broken/{what}", 503 if what == "locked" else 500)
    html = page.response.get_data(as_text=True)

    assert page.response.headers["X-Request-Id"] in html
    for inside in ("Traceback", "ZeroDivisionError", "bo@lab.example", "UPDATE", ".py"):
        assert inside not in html


def test_429_and_503_of_http_say_when_to_come_back(app: Flask) -> None:
    client = Client(broken(app))

    assert client.fetch("/broken/429", 429).response.headers["Retry-After"] == "60"
    assert client.fetch("/broken/503", 503).response.headers["Retry-After"] == "60"


def test_a_wrong_method_names_the_right_ones(app: Flask, client: Client) -> None:
    page = client.fetch("/sign-out", 405)

    assert page.response.headers["Allow"] == "OPTIONS, POST"


def test_an_error_page_stands_without_session_and_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the database is away")

    failing = broken(app)
    client = Client(failing)
    with client.web.session_transaction() as kept:
        kept["_user_id"] = "1.stamp.number"
    monkeypatch.setattr(vars(failing)["login_manager"], "_user_callback", away)
    monkeypatch.setattr(db.session, "rollback", away)
    response = failing.test_client().get("/broken/503")

    assert response.status_code == 503
    assert "<h1>" in response.get_data(as_text=True)


def test_even_a_broken_template_leaves_a_plain_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "render_template", lambda *_a, **_k: 1 / 0)

    page = Client(broken(app)).fetch("/broken/404", 404)

    assert "There is no such page" in page.text


def test_too_large_a_form_is_refused(app: Flask, client: Client) -> None:
    body = b"x" * (app.config["MAX_CONTENT_LENGTH"] + 1)
    form = "application/x-www-form-urlencoded"
    sent = client.web.post("/sign-in", data=body, content_type=form)

    assert sent.status_code == 413
