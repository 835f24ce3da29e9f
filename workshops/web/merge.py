"""Two people change one record: the second gets a merge page on which nothing typed is lost.

The form of an editable record is an EditForm: it carries the version it was opened with and, for
each field, a fingerprint of the value it showed then. When the service raises Stale, the answer is
the merge page:

    class RoomForm(merge.EditForm):
        name = LineField(lazy_gettext("Name"), [required()])

    @bp.post("/rooms/<id:room_id>/edit")
    @needs("U", "room")
    def change_room(room_id: str) -> Response:
        room = queries.get_room(current_actor(), room_id)
        form = RoomForm(obj=room)
        with form.saving(lambda: _page(form, room), stale=lambda: merge.page(form, room)):
            services.change_room(current_actor(), room=room, version=form.version.data, …)
        …

The second argument says what is stored now: the record, when the form's fields are named as its
attributes; a dict of field values with "version", when the view fills the form from a dict; or a
form made from the record with `formdata=None`. What only one side changed is taken over; where both
changed a field, theirs stands beside mine, which can be edited. The page posts to the same address
with the new version, so a third editor in between leads to a new merge page.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext
from wtforms import BooleanField, Field, FieldList, FileField, FormField, HiddenField, SubmitField
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

from workshops.core.errors import Problem, Stale
from workshops.core.text import clean
from workshops.web.fields import TypedField
from workshops.web.forms import Form

Sent = dict[str, list[str]]


class BaseField(HiddenField):
    """Fingerprints of what the form showed when it was opened; `shown` is the form to read."""

    shown: "Form | None" = None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return json.dumps({f.name: fingerprint(f) for f in fields_of(self.shown)})

    def opened(self) -> dict[str, Any]:
        """The fingerprints that came back, by field name; {} when they were tampered with."""
        try:
            found = json.loads(self._value())
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class VersionField(TypedField):
    """The version that the record had when the form was opened; hidden."""

    widget = HiddenInput()

    def read(self, typed: str) -> int:
        """A number; anything else counts as long outdated."""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


class EditForm(Form):
    """The base of forms that change an existing record."""

    version = VersionField()
    base = BaseField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base.shown = self


class StepForm(Form):
    """A form of one act on a record; the version says what was seen when it was decided.

    It is filled from the record also when it was sent: where somebody else saved in between, the
    page shows their change, and the form goes on from there.
    """

    version = VersionField()

    def put(self, problem: Problem) -> None:
        """Show a problem, and after somebody else's change the version that is stored now."""
        if isinstance(problem, Stale):
            self.version.raw_data, self.version.data = None, self.version.object_data
        super().put(problem)


@dataclass(frozen=True)
class Difference:
    """A field on which two people differ; the texts are for reading, `field` holds mine."""

    label: str
    theirs: str
    mine: str
    field: Field


@dataclass(frozen=True)
class Merge:
    """What to show: fields both changed, fields taken from one side, and values carried along."""

    conflicts: list[Difference]
    from_them: list[Difference]
    from_me: list[Difference]
    carried: list[tuple[str, str]]


def page(form: EditForm, current: object, **context: Any) -> tuple[str, int]:
    """The merge page, with status 409; `context` may give `title` and `cancel_url`."""
    theirs = _form_of(form, current)
    found = compare(form, theirs)
    form.version.raw_data = form.base.raw_data = None
    form.version.data, form.base.shown = theirs.version.data, theirs
    shown = {"title": gettext("Changed by two people"), "cancel_url": "", **context}
    return render_template("shared/merge.html", form=form, merge=found, **shown), 409


def compare(form: EditForm, theirs: EditForm) -> Merge:
    """Sort the fields of a form by who changed them since it was opened."""
    opened, merge = form.base.opened(), Merge([], [], [], [])
    for mine in fields_of(form):
        other = theirs[mine.name]
        both = Difference(str(mine.label.text), told(other), told(mine), mine)
        keep = mine
        if fingerprint(mine) == fingerprint(other):
            pass
        elif fingerprint(mine) == opened.get(mine.name):
            merge.from_them.append(both)
            keep = other
        elif fingerprint(other) == opened.get(mine.name):
            merge.from_me.append(both)
        else:
            merge.conflicts.append(both)
            continue
        merge.carried.extend((n, value) for n, values in sent(keep).items() for value in values)
    return merge


def fields_of(form: Any) -> Iterator[Field]:
    """The fields that a person fills in."""
    for field in form or ():
        hidden = isinstance(field, (HiddenField, VersionField))
        if not hidden and not isinstance(field, (SubmitField, FileField)):
            yield field


def fingerprint(field: Field) -> str:
    """A short text that two fields share when they hold the same value."""
    written = json.dumps(list(sent(field).values()), sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def sent(field: Any) -> Sent:
    """What a browser would send for a field, by name."""
    if isinstance(field, (FieldList, FormField)):
        return {name: values for part in field for name, values in sent(part).items()}
    if isinstance(field, BooleanField):
        return {field.name: ["y"] if field.data else []}
    if isinstance(field.data, (list, tuple, set)):
        return {field.name: sorted(str(value) for value in field.data)}
    if field.data is None:
        return {field.name: [""]}
    if isinstance(field, TypedField):
        return {str(field.name): [field.show(field.data)]}
    plain = isinstance(field, SelectFieldBase) or not hasattr(field, "_value")
    return {field.name: [clean(str(field.data if plain else field._value()))]}


def told(field: Any) -> str:
    """The value of a field as a person reads it: chosen labels, yes or no, the text."""
    if isinstance(field, (FieldList, FormField)):
        return ", ".join(text for part in field if (text := told(part)))
    if isinstance(field, BooleanField):
        return str(gettext("Yes") if field.data else gettext("No"))
    if isinstance(field, SelectFieldBase):
        choices: list[Any] = list(field.iter_choices())
        return ", ".join(str(choice.label) for choice in choices if choice.selected)
    return "".join(sent(field)[field.name])


def _form_of(form: EditForm, current: object) -> EditForm:
    """A form that shows what is stored now, with the same choices as the one that was sent."""
    if isinstance(current, EditForm):
        return current
    given = {"data": current} if isinstance(current, Mapping) else {"obj": current}
    theirs = type(form)(formdata=None, **given)
    for mine in form:
        if hasattr(mine, "choices"):
            theirs[mine.name].choices = mine.choices
    return theirs
