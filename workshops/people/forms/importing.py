"""Forms of an import."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext
from wtforms import BooleanField, FileField

from workshops.people.forms.words import FIELDS
from workshops.people.rules.columns import COLUMNS
from workshops.web.fields import ChoiceField, options
from workshops.web.forms import Form


class UploadForm(Form):
    """A list to import."""

    file = FileField(
        lazy_gettext("File"),
        description=lazy_gettext("CSV or XLSX, at most 5 MB and 20,000 rows; one person a row."),
    )


class ApplyForm(Form):
    """Import for good."""

    leave_out_faults = BooleanField(
        lazy_gettext("Leave out the rows with faults and import the others")
    )


def columns_form(header: Sequence[str], chosen: Mapping[str, int]) -> Form:
    """A choice of column for each field of a person."""
    pairs = list(enumerate(header))
    fields = {
        key: ChoiceField(
            FIELDS[key],
            choices=options(pairs, nothing=lazy_gettext("Not in the list")),
            default=str(chosen[key]) if key in chosen else "",
        )
        for key in COLUMNS
    }
    form: type[Form] = type("ColumnsForm", (Form,), fields)
    return form()


def chosen_columns(form: Form) -> dict[str, int]:
    """Which column holds what, as chosen in the form."""
    return {key: int(form[key].data) for key in COLUMNS if form[key].data}
