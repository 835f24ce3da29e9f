"""Where a problem that a service raised is shown."""

from flask import Flask

from workshops.core.errors import Conflict, Invalid
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
