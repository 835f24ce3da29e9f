"""The form of one block: lines of text, or a table's cells."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import FieldList, HiddenField

from workshops.core.errors import Invalid
from workshops.core.text import N_
from workshops.deliverables.rules import writing
from workshops.deliverables.rules.writing import Marks
from workshops.documents.blocks import Content, Facts, Table
from workshops.web.fields import TextField, length, required
from workshops.web.forms import Form
from workshops.web.merge import EditForm

MOST_CELLS = 600


class NumberedForm(EditForm):
    """A form in which numbers stand for sources; `numbers` says for which, as it was opened."""

    numbers = HiddenField()

    def marks(self, known: Sequence[str]) -> Marks:
        """The numbers as they stood when the form was opened. Raises Invalid when tampered with."""
        keys = [key for key in (self.numbers.data or "").split(" ") if key]
        if len(set(keys)) != len(keys) or not set(keys) <= set(known):
            raise Invalid(N_("The form has lost its sources. Open it again."))
        return Marks({key: number for number, key in enumerate(keys, 1)})


class LinesForm(NumberedForm):
    """Text: a sentence a line, in a list an item a line."""

    text = TextField(lazy_gettext("Text"), [required(), length(20000)])


class CellsForm(NumberedForm):
    """A table's cells, row by row."""

    cells = FieldList(
        TextField(lazy_gettext("Cell"), [length(2000)]), max_entries=MOST_CELLS, label=""
    )


class ParagraphForm(Form):
    """A paragraph of one's own."""

    numbers = HiddenField()
    text = TextField(
        lazy_gettext("Text"),
        [required(), length(20000)],
        description=lazy_gettext(
            "One sentence a line. Put numbers of sources behind: [2] or [2, 5]."
        ),
    )

    def marks(self, known: Sequence[str]) -> Marks:
        """The numbers as they stood when the form was opened."""
        return NumberedForm.marks(self, known)


def form_for(content: Content) -> type[NumberedForm]:
    """Which form writes a content."""
    return CellsForm if writing.has_cells(content) else LinesForm


def shown(content: Content, marks: Marks, keys: Sequence[str], version: int) -> dict[str, Any]:
    """What the form of a block shows."""
    values: dict[str, Any] = {"version": version, "numbers": " ".join(keys)}
    if writing.has_cells(content):
        rows = writing.cells_of(content, marks)
        spare = [[""] * len(rows[0])] if isinstance(content, Table) and rows else []
        return {**values, "cells": [cell for row in [*rows, *spare] for cell in row]}
    return {**values, "text": writing.lines_of(content, marks)}


def read(form: NumberedForm, content: Content, marks: Marks) -> Content:
    """The content as it was written. Raises Invalid."""
    if isinstance(form, CellsForm):
        width = len(content.columns) if isinstance(content, Table) else 1
        cells = [field.data or "" for field in form.cells]
        rows = [cells[start : start + width] for start in range(0, len(cells), width)]
        if isinstance(content, Facts) and len(rows) != len(content.items):
            raise Invalid(N_("The form has lost its sources. Open it again."))
        return writing.with_cells(content, rows, marks)
    assert isinstance(form, LinesForm)  # noqa: S101 - the other of the two forms
    return writing.with_lines(content, form.text.data or "", marks)


def label_cells(form: CellsForm, content: Content) -> None:
    """Name each cell by its row and column, for the ear and for problems."""
    columns = [column.label for column in content.columns] if isinstance(content, Table) else [""]
    terms = [term for term, _value in content.items] if isinstance(content, Facts) else []
    for index, field in enumerate(form.cells):
        row, column = divmod(index, len(columns))
        name = (
            terms[row]
            if row < len(terms)
            else gettext("Row %(number)s, %(column)s", number=row + 1, column=columns[column])
        )
        field.label.text = name
