"""What every response says to the browser, and what is refused from other sites."""

import pytest
from flask import Flask, url_for

from tests.architecture.records import World, address, routes
from tests.pages import Client
from tests.web.makers import broken, production
from workshops.web import limits
from workshops.web.headers import ALWAYS

FORGED_ORIGINS = ("https://evil.example", "http://localhost.evil.example", "http://localhost:9")
# Mail programs post here by themselves; the link is the secret, and all it does is end reminders.
ONE_CLICK = {"reminders.switch_off"}


def test_every_route_sends_the_headers(app: Flask, client: Client) -> None:
    world = World()
    for rule in routes(app, "GET"):
        response = client.web.get(address(app, rule, world), buffered=True)
        assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS, rule
        kept = "private, max-age=300" if rule.endpoint == "feeds.calendar" else "no-store"
        assert response.headers["Cache-Control"] == kept, rule


@pytest.mark.parametrize("url", ["/broken/404", "/broken/unforeseen", "/nowhere", "/static/none"])
def test_errors_send_them_too(app: Flask, url: str) -> None:
    response = broken(app).test_client().get(url)

    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert response.headers["Cache-Control"] == "no-store"


def test_the_policy_has_no_exception() -> None:
    policy = ALWAYS["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; ")
    assert not [word for word in ("unsafe", "http", "*", "nonce") if word in policy]


def test_files_are_kept_for_a_year_under_an_address_that_changes_with_them(
    app: Flask, client: Client
) -> None:
    with app.test_request_context():
        url = url_for("static", filename="css/samskab.css")
        font = url_for("static", filename="fonts/IBMPlexSans-Regular-Latin1.woff2")

    assert "?v=" in url
    assert "?" not in font
    for kept in (url, font):
        assert "immutable" in how_long(client, kept)
    assert how_long(client, url.partition("?")[0]) == "no-cache"


def how_long(client: Client, url: str) -> str:
    """What is said of keeping a file."""
    with client.web.get(url) as response:
        assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
        return response.headers["Cache-Control"]


@pytest.mark.parametrize("origin", FORGED_ORIGINS)
def test_a_form_from_another_site_is_refused(app: Flask, client: Client, origin: str) -> None:
    client.web.environ_base["HTTP_ORIGIN"] = origin

    client.submit("/language", {"language": "en"}, 403)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_the_browser_calls_foreign_is_refused(app: Flask, client: Client, site: str) -> None:
    client.web.environ_base["HTTP_SEC_FETCH_SITE"] = site

    client.submit("/language", {"language": "en"}, 403)


@pytest.mark.parametrize("origin", ["null", "http://localhost", "http://localhost:8000"])
def test_our_own_forms_pass(app: Flask, client: Client, origin: str) -> None:
    client.web.environ_base["HTTP_ORIGIN"] = origin

    client.submit("/language", {"language": "en"})


def test_every_form_needs_its_token(app: Flask, client: Client) -> None:
    world = World()
    for rule in routes(app, "POST"):
        if rule.endpoint in ONE_CLICK:
            continue
        response = client.web.post(address(app, rule, world), data={"csrf_token": "forged"})
        assert response.status_code == 400, rule


def test_production_is_stricter(app: Flask) -> None:
    web = production(app).test_client()
    response = web.get("/sign-in", base_url="https://lab.example")

    assert response.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "__Host-samskab=" in response.headers["Set-Cookie"]
    assert "Secure" in response.headers["Set-Cookie"]


@pytest.mark.parametrize("host", ["evil.example", "lab.example.evil.example"])
def test_production_answers_to_its_own_name_only(app: Flask, host: str) -> None:
    response = production(app).test_client().get("/sign-in", base_url=f"https://{host}")

    assert response.status_code == 400
    assert host not in response.get_data(as_text=True)


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.7")])
def test_only_trusted_proxies_name_the_source(app: Flask, proxies: int, seen: str) -> None:
    behind = production(app, trusted_proxies=proxies)
    said = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7", "X-Forwarded-Host": "evil.example"}
    web = behind.test_client()
    with web:
        web.get("/live", headers=said, base_url="https://lab.example")
        from_request = limits.source()

    assert from_request == seen
