"""What the shared fields read, show and refuse."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask, g
from werkzeug.datastructures import MultiDict

from workshops.core.days import Lies
from workshops.web import fields
from workshops.web.days import DayField
from workshops.web.forms import Form


class Sample(Form):
    """One of each."""

    name = fields.LineField("Name", [fields.required(), fields.length(5, 2)])
    text = fields.TextField("Text")
    day = DayField("Day")
    due = DayField("Due", lies=Lies.AHEAD)
    start = fields.TimeField("Start")
    minutes = fields.MinutesField("Minutes", [fields.between(5, 600)])
    seats = fields.NumberField("Seats", [fields.between(1, 9)])
    rate = fields.DecimalField("Rate")
    email = fields.LineField("E-mail", [fields.email_address()])
    level = fields.ChoiceField("Level", choices=fields.options([("a", "A")], "None"))
    goals = fields.MultiSelect("Goals", choices=fields.options([(1, "One"), (2, "Two")]))


def _fill(app: Flask, language: str = "en", **typed: Any) -> Sample:
    values: MultiDict[str, Any] = MultiDict({"name": "Ida", "level": "", **typed})
    with app.app_context(), app.test_request_context():
        g.language = language
        form = Sample(formdata=values, meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("name", " Åse\t\n ", "Åse"),
        ("text", "en\r\nto ", "en\nto"),
        ("day", "2026-11-23", date(2026, 11, 23)),
        ("day", "23.11.2026", date(2026, 11, 23)),
        ("day", "3/2/2027", date(2027, 2, 3)),
        ("day", "15.12.26", date(2026, 12, 15)),
        ("day", "d. 15. december 2026", date(2026, 12, 15)),
        ("day", "", None),
        ("due", "15/12", date(2026, 12, 15)),
        ("due", "tirsdag", date(2026, 11, 24)),
        ("start", "13.00", time(13)),
        ("start", "9:05", time(9, 5)),
        ("start", "kl. 9", time(9)),
        ("start", "0930", time(9, 30)),
        ("minutes", "90", 90),
        ("minutes", "1.30", 90),
        ("minutes", "1:05", 65),
        ("seats", "7", 7),
        ("email", "ida@lab.example", "ida@lab.example"),
        ("goals", ["1", "2"], ["1", "2"]),
    ],
)
def test_a_field_reads_what_people_type(app: Flask, field: str, typed: Any, value: Any) -> None:
    assert _fill(app, **{field: typed})[field].data == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "  "),
        ("name", "a"),
        ("name", "for long"),
        ("day", "31.2.2026"),
        ("day", "tomorrow"),
        ("day", "15/12"),
        ("due", "mandag"),
        ("start", "25.00"),
        ("start", "noon"),
        ("minutes", "1.75"),
        ("minutes", "4"),
        ("seats", "12"),
        ("seats", "two"),
        ("rate", "1,2,3"),
        ("email", "ida@"),
        ("level", "b"),
        ("goals", ["1", "7"]),
    ],
)
def test_a_field_refuses_with_one_sentence_in_danish_too(
    app: Flask, field: str, typed: Any
) -> None:
    english = _fill(app, **{field: typed})[field].errors
    danish = _fill(app, "da", **{field: typed})[field].errors
    assert len(english) == len(danish) == 1
    assert english != danish


def test_what_could_not_be_read_is_shown_as_typed(app: Flask) -> None:
    form = _fill(app, start="noon", day="31.2.2026")
    assert (form.start._value(), form.day._value()) == ("noon", "31.2.2026")


def test_what_could_be_two_days_is_asked_about_with_the_one_understood(app: Flask) -> None:
    form = _fill(app, day="15/12", due="mandag den 15. december 2026")
    assert (form.day._value(), form.due._value()) == ("15.12.2026", "15.12.2026")
    assert form.day.errors == ["Do you mean Tuesday 15 December 2026? It stands in the field now."]
    assert form.day.data is form.due.data is None


def test_a_day_is_shown_with_dots_whatever_the_language_of_page_or_browser(app: Flask) -> None:
    shown = [_fill(app, code, day="2026-12-01").day() for code in ("da", "en")]
    assert shown == ['<input id="day" name="day" type="text" value="01.12.2026">'] * 2


def test_a_time_is_shown_as_the_reader_writes_it(app: Flask) -> None:
    shown = []
    for language in ("da", "en"):
        with app.app_context(), app.test_request_context():
            g.language = language
            shown.append(Sample(start=time(13), meta={"csrf": False}).start._value())
    assert shown == ["13.00", "13:00"]


@pytest.mark.parametrize(
    ("language", "typed", "value", "shown"),
    [
        ("da", "1.234,5", 1234.5, "1234,5"),
        ("da", "12,25", 12.25, "12,25"),
        ("da", "1.234", 1234.0, "1234"),
        ("da", "0.125", 0.125, "0,125"),
        ("da", "12.5", 12.5, "12,5"),
        ("en", "-1,234.5", -1234.5, "-1234.5"),
        ("en", "1,234", 1234.0, "1234"),
        ("en", "1 000", 1000.0, "1000"),
    ],
)
def test_a_number_is_read_and_shown_with_the_readers_marks(
    app: Flask, language: str, typed: str, value: float, shown: str
) -> None:
    with app.app_context(), app.test_request_context():
        g.language = language
        rate = Sample(formdata=MultiDict({"rate": typed}), meta={"csrf": False}).rate
        assert (rate.data, rate.show(value)) == (value, shown)


class Chosen(Form):
    """Something that must be chosen, and something that need not."""

    kind = fields.ChoiceField("Kind", [fields.required()], choices=fields.options([("a", "A")]))
    other = fields.ChoiceField("Other", choices=fields.options([("a", "A")], "None"))


@pytest.mark.parametrize(
    ("sent", "offered", "errors"),
    [
        ({}, ["Choose …", "A"], ["Choose one of the options."]),
        ({"kind": ""}, ["Choose …", "A"], ["Choose one of the options."]),
        ({"kind": "b"}, ["Choose …", "A"], ["Choose one of the options."]),
        ({"kind": "a"}, ["A"], []),
    ],
)
def test_nobody_has_chosen_the_first_choice_by_saying_nothing(
    app: Flask, sent: dict[str, str], offered: list[str], errors: list[str]
) -> None:
    with app.app_context(), app.test_request_context():
        g.language = "en"
        form = Chosen(formdata=MultiDict({"other": "", **sent}), meta={"csrf": False})
        form.validate()
        assert [str(choice.label) for choice in form.kind.iter_choices()] == offered
        assert list(form.kind.errors) == errors
        assert [str(choice.label) for choice in form.other.iter_choices()] == ["None", "A"]
