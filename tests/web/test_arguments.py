"""The one reader of what an address asks for and a page posts."""

from flask import Flask
from wtforms import HiddenField

from workshops.web.arguments import asked, asked_query, posted, posted_all
from workshops.web.forms import Form


class Choice(Form):
    """A form with a field that goes into a query as it is."""

    who = HiddenField()


def test_an_argument_is_one_clean_line_of_some_length(app: Flask) -> None:
    with app.test_request_context(f"/?q=%00%20a%0A%00b%20&long={'x' * 900}"):
        assert asked("q") == "a b"
        assert len(asked("long")) == 200
        assert asked("missing") == ""


def test_a_query_that_would_bend_an_address_is_left_out(app: Flask) -> None:
    with app.test_request_context("/?q=a&_external=1&endpoint=x&%00b=1&sort=name&sort=b"):
        assert asked_query() == {"q": ["a"], "sort": ["name", "b"]}


def test_what_is_posted_has_no_nul_in_a_form_nor_beside_one(app: Flask) -> None:
    sent = {"who": "a\0b", "note": ["\0", "one\0\r\ntwo"]}
    with app.test_request_context("/", method="POST", data=sent):
        assert Choice().who.data == "ab"
        assert posted("who") == "ab"
        assert posted_all("note") == ["", "one\ntwo"]
