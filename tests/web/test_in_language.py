"""The words of a record say their language where the page has another."""

from flask import Flask
from flask_babel import force_locale

from tests.factories import make_engagement, make_workshop
from tests.pages import Client
from workshops.planning.models import Workshop
from workshops.web.language import in_language, language_of


def test_words_are_marked_where_the_page_has_another_language(app: Flask) -> None:
    workshop = Workshop(name="Breve, der <forstås>", language="da")
    for page, shown in (
        ("da", "Breve, der <forstås>"),
        ("en", '<span lang="da">Breve, der &lt;forstås&gt;</span>'),
    ):
        with app.test_request_context(), force_locale(page):
            assert in_language(workshop.name, workshop) == shown
            assert in_language("", workshop) == ""


def test_a_record_has_the_language_of_what_it_belongs_to_or_of_the_lab(app: Flask) -> None:
    workshop = make_workshop(language="en")
    with app.test_request_context():
        assert language_of(workshop.sittings[0]) == "en"
        assert language_of(workshop.engagement) == app.config["SETTINGS"].languages[0]


def test_an_english_page_says_which_words_are_danish(client: Client) -> None:
    engagement = make_engagement(name="Sygemelding uden frygt")
    client.sign_in(engagement.manager)
    engagement.manager.language = "en"
    page = client.fetch(f"/engagements/{engagement.public_id}")
    [heading] = page.all("h1")
    assert [(part.get("lang"), part.text) for part in heading] == [("da", "Sygemelding uden frygt")]
