"""Two people change one record and neither loses anything."""

from typing import Any

import pytest
from flask import Flask, g
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField

from workshops.web import fields, merge

STORED = {
    "version": 1,
    "name": "Lokale 1",
    "notes": "Ved døren\nnøgle",
    "minutes": 90,
    "level": "a",
    "goals": ["1"],
    "open": True,
}


class RoomForm(merge.EditForm):
    """One field of each kind."""

    name = fields.LineField("Name")
    notes = fields.TextField("Notes")
    minutes = fields.MinutesField("Minutes")
    level = fields.ChoiceField("Level")
    goals = fields.MultiSelect("Goals")
    open = BooleanField("Open")


def _shown(stored: dict[str, Any], typed: MultiDict[str, Any] | None = None) -> RoomForm:
    form = RoomForm(formdata=typed, data=stored, meta={"csrf": False})
    form.level.choices = fields.options([("a", "Low"), ("b", "High")])
    form.goals.choices = fields.options([(1, "One"), (2, "Two")])
    return form


def _sent(form: RoomForm, **typed: Any) -> MultiDict[str, Any]:
    """What the browser sends for a form in which some fields were changed."""
    held: dict[str, Any] = {"version": form.version._value(), "base": form.base._value()}
    for field in merge.fields_of(form):
        held.update({name: values for name, values in merge.sent(field).items() if values})
    return MultiDict({**held, **typed})


def _merge(theirs: dict[str, Any], **mine: Any) -> merge.Merge:
    form = _shown(STORED, _sent(_shown(STORED), **mine))
    return merge.compare(form, _shown({**STORED, "version": 2, **theirs}))


@pytest.fixture(autouse=True)
def asked(app: Flask) -> Any:
    """A request in whose language the forms speak."""
    with app.app_context(), app.test_request_context():
        g.language = "en"
        yield


def test_what_only_one_side_changed_is_taken_over() -> None:
    merged = _merge({"notes": "Ved vinduet", "level": "b"}, name="Lokale 2", minutes="2.00")
    assert merged.conflicts == []
    assert [d.theirs for d in merged.from_them] == ["Ved vinduet", "High"]
    assert [d.mine for d in merged.from_me] == ["Lokale 2", "120"]
    assert dict(merged.carried) == {
        "name": "Lokale 2",
        "notes": "Ved vinduet",
        "minutes": "120",
        "level": "b",
        "goals": "1",
        "open": "y",
    }


def test_what_both_changed_shows_both() -> None:
    merged = _merge({"name": "Storstuen", "goals": ["2"]}, name="<b>Salen</b>", goals=["1", "2"])
    assert [(d.label, d.theirs, d.mine) for d in merged.conflicts] == [
        ("Name", "Storstuen", "<b>Salen</b>"),
        ("Goals", "Two", "One, Two"),
    ]
    assert {name for name, _ in merged.carried} == {"notes", "minutes", "level", "open"}


def test_the_same_change_by_both_is_no_conflict() -> None:
    merged = _merge({"name": "Salen"}, name="Salen ")
    assert (merged.conflicts, merged.from_me, merged.from_them) == ([], [], [])


def test_a_box_unticked_by_the_other_stays_unticked() -> None:
    merged = _merge({"open": False})
    assert [d.theirs for d in merged.from_them] == ["No"]
    assert "open" not in dict(merged.carried)


@pytest.mark.parametrize("base", ["", "null", "[1]", '{"name": 3}', "{" * 1000])
def test_a_spoilt_base_makes_every_difference_a_conflict(base: str) -> None:
    form = _shown(STORED, _sent(_shown(STORED), name="Salen", base=base))
    merged = merge.compare(form, _shown({**STORED, "notes": "Ved vinduet"}))
    assert [d.label for d in merged.conflicts] == ["Name", "Notes"]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_spoilt_version_counts_as_outdated(version: str) -> None:
    form = _shown(STORED, MultiDict({"version": version}))
    assert form.version.data in (0, None)
