"""Where a problem that a service raised is shown."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from workshops.core.errors import Conflict, Invalid, Problem, Stale
from workshops.web.fields import LineField, length
from workshops.web.forms import Form


class Named(Form):
    """A form with one field."""

    name = LineField("Name", [length(20)])


def test_a_problem_is_put_on_its_field(app: Flask) -> None:
    with app.test_request_context():
        form = Named(meta={"csrf": False})
        form.put(Invalid("Not a word of any catalogue.", "name"))
        assert form.name.errors == ["Not a word of any catalogue."]


def test_a_problem_of_no_field_is_put_above_the_form(app: Flask) -> None:
    with app.test_request_context():
        form = Named(meta={"csrf": False})
        form.put(Conflict("Nor is this one.", "room"))
        assert form.form_errors == ["Nor is this one."]


def test_an_input_never_cuts_off_what_is_pasted(app: Flask) -> None:
    with app.test_request_context():
        assert "maxlength" not in Named(meta={"csrf": False}).name()


@pytest.fixture
def sent(app: Flask) -> Iterator[Flask]:
    """A form was sent to a page that has nothing of its own to say."""
    with app.test_request_context(method="POST", data={"name": "Åse"}):
        yield app


def _answer(app: Flask, form: Form, problem: Problem | None = None) -> tuple[str, int]:
    """What is answered when saving raises that problem."""

    def view() -> str:
        with form.saving(lambda: f"again {form.errors}", stale=lambda: ("both texts", 409)):
            if problem:
                raise problem
        return "saved"

    try:
        return view(), 200
    except HTTPException as answer:
        response = app.make_response(app.handle_http_exception(answer))
        return response.get_data(as_text=True), response.status_code


def test_saving_goes_on_when_nothing_is_wrong(sent: Flask) -> None:
    assert _answer(sent, Named(meta={"csrf": False})) == ("saved", 200)


def test_saving_shows_the_page_again_when_the_input_is_wrong(sent: Flask) -> None:
    form = Named(MultiDict({"name": "x" * 21}), meta={"csrf": False})
    page, status = _answer(sent, form)
    assert (page.startswith("again {'name'"), status) == (True, 422)


def test_saving_shows_a_problem_with_its_own_status(sent: Flask) -> None:
    form = Named(meta={"csrf": False})
    assert _answer(sent, form, Conflict("Taken.")) == ("again {'': ['Taken.']}", 409)


def test_saving_shows_both_texts_when_somebody_else_was_first(sent: Flask) -> None:
    assert _answer(sent, Named(meta={"csrf": False}), Stale("Changed.")) == ("both texts", 409)
