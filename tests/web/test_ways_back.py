"""An error page keeps the frame for who is signed in, and offers what of its address exists."""

from flask import Flask

from tests.factories import make_engagement, make_user
from tests.marks import both_databases
from tests.pages import Client, Page
from tests.web.makers import broken
from workshops.core.actor import Role
from workshops.core.db import db

WORDS = ("Today", "Engagements", "Workshops", "Library", "Lab")


def _frame(page: Page) -> list[str]:
    """The words of the navigation, and whether languages and account are there."""
    [top] = page.all("header", class_="top")
    words = [word for word in WORDS if word in page.links()]
    return [
        *words,
        *(c for c in ("languages", "user-menu") if c in {e.get("class") for e in top.iter()}),
    ]


@both_databases
def test_what_exists_of_the_address_is_offered(client: Client) -> None:
    engagement = make_engagement(name="Sygemelding uden frygt")
    client.sign_in(engagement.manager)
    own = f"/engagements/{engagement.public_id}"
    page = client.fetch(f"{own}/tasks/nothinghere00000/edit", 404)
    assert page.links()["Back to “Sygemelding uden frygt”"] == own
    assert _frame(page) == [*WORDS, "languages", "user-menu"]


@both_databases
def test_what_is_not_for_the_reader_is_not_named(client: Client) -> None:
    engagement = make_engagement(name="Sygemelding uden frygt")
    engagement.deleted_at = engagement.created_at
    db.session.commit()
    client.sign_in(make_user(Role.READER))
    for address in (
        f"/engagements/{engagement.public_id}/notes/new",
        "/engagements/nothere/x",
        "/x/y",
    ):
        page = client.visit(address)
        assert page.status in (403, 404)
        assert "Sygemelding" not in page.text
        assert _frame(page)[:1] == ["Today"]


def test_every_error_keeps_the_frame(app: Flask) -> None:
    failing = broken(app)
    client = Client(failing).sign_in(make_user(Role.READER))
    for code in (400, 403, 404, 409, 410, 429, 500, 503):
        assert _frame(client.fetch(f"/broken/{code}", code)) == [*WORDS, "languages", "user-menu"]
    assert _frame(Client(failing).fetch("/broken/404", 404)) == []
    with failing.app_context():
        db.engine.dispose()
