"""The page that shows every piece."""

from dataclasses import replace

from flask import Flask

from tests.pages import Client
from workshops.app import create_app


def test_the_design_page_exists_only_with_debug_on(app: Flask, client: Client) -> None:
    client.fetch("/design", 404)
    debugging = create_app(replace(app.config["SETTINGS"], debug=True))
    with debugging.app_context():
        page = Client(debugging).fetch("/design")
    assert "Working title" in page.text
