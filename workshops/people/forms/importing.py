"""Forms of an import."""

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, FileField, RadioField, SelectField

from workshops.people.forms.words import FIELDS
from workshops.people.models import PeopleImport
from workshops.people.rules.columns import READ
from workshops.tables.encodings import ENCODING_NAMES
from workshops.tables.reading import Choice
from workshops.web.fields import ChoiceField, options
from workshops.web.forms import Form

SHOWN_ROWS = 3
LONGEST = 80


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


def column_labels(header: Sequence[str]) -> list[str]:
    """What the columns are called: by their headings, else by their letters as in a spreadsheet."""
    letters = [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]
    return [
        heading or gettext("Column %(letter)s", letter=letter)
        for heading, letter in zip(header, letters, strict=False)
    ]


def reading_form(upload: PeopleImport, samples: Mapping[str, Sequence[str]]) -> Form:
    """How the file is to be read: its letters, its sheet, and where its headings stand.

    `samples` are some of its lines as each encoding would have them.
    """
    read = upload.reading
    sheets = read.get("sheets", ())
    fields: dict[str, SelectField] = {}
    if samples:
        shown = [(key, f"{ENCODING_NAMES[key]}: {' · '.join(samples[key])}") for key in samples]
        fields["encoding"] = RadioField(
            lazy_gettext("Which line has the right letters?"),
            choices=options(shown),
            default=read["encoding"],
        )
    if len(sheets) > 1:
        fields["sheet"] = ChoiceField(
            lazy_gettext("Sheet"),
            choices=options((name, name) for name in sheets),
            default=read["sheet"],
        )
    fields["head"] = ChoiceField(
        lazy_gettext("Where are the headings?"),
        choices=options(_lines(upload)),
        default=str(read.get("head", 1)),
    )
    form: type[Form] = type("ReadingForm", (Form,), fields)
    return form()


def chosen_reading(form: Form, upload: PeopleImport) -> Choice:
    """How the file is to be read, as chosen; the headings of another sheet are looked for."""
    chosen = {field.name: field.data for field in form if field.name in ("encoding", "sheet")}
    same = chosen.get("sheet", "") == upload.reading.get("sheet", "")
    return Choice(**chosen, head=int(form["head"].data) if same else None)


def _lines(upload: PeopleImport) -> Iterator[tuple[int, str]]:
    """The first lines of the file, each with its number; 0 says that there are no headings."""
    yield 0, gettext("There are none; the first row is a person")
    head = upload.reading.get("head", 1)
    own = [(head, upload.header)] if head else []
    rows = list(zip(upload.numbers, upload.rows, strict=True))[:SHOWN_ROWS]
    for number, cells in (
        *((n, [text]) for n, text in upload.reading.get("above", ())),
        *own,
        *rows,
    ):
        said = ", ".join(filter(None, cells))
        yield number, gettext("Row %(row)s: %(text)s", row=number, text=said[:LONGEST])


def columns_form(header: Sequence[str], chosen: Mapping[str, int]) -> Form:
    """A choice of column for each field of a person."""
    pairs = list(enumerate(column_labels(header)))
    fields = {
        key: ChoiceField(
            FIELDS[key],
            choices=options(pairs, nothing=lazy_gettext("Not in the list")),
            default=str(chosen[key]) if key in chosen else "",
        )
        for key in READ
    }
    form: type[Form] = type("ColumnsForm", (Form,), fields)
    return form()


def chosen_columns(form: Form) -> dict[str, int]:
    """Which column holds what, as chosen in the form."""
    return {key: int(form[key].data) for key in READ if form[key].data}
