"""The form of merging two persons: each field is taken from one or the other."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField

from workshops.people.forms.words import FIELDS
from workshops.web.fields import options
from workshops.web.forms import Form
from workshops.web.merge import VersionField


def merge_form(rows: Sequence[tuple[str, str, str]], versions: tuple[int, int]) -> Form:
    """A form over (field, kept's value, gone's value) rows in which the values differ."""
    fields: dict[str, Any] = {
        name: RadioField(
            FIELDS[name],
            choices=options([("kept", mine or "–"), ("gone", theirs or "–")]),
            default="kept" if mine else "gone",
        )
        for name, mine, theirs in rows
    }
    fields["kept_version"], fields["gone_version"] = VersionField(), VersionField()
    form: type[Form] = type("MergePersonsForm", (Form,), fields)
    return form(data={"kept_version": versions[0], "gone_version": versions[1]})
