"""Importing a list: upload, columns, dry run, result, undo."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import Invalid, Problem
from workshops.core.text import N_
from workshops.people.forms.importing import (
    ApplyForm,
    UploadForm,
    chosen_columns,
    chosen_reading,
    column_labels,
    columns_form,
    reading_form,
)
from workshops.people.forms.words import FIELDS, IMPORT_STATES
from workshops.people.models import ImportState, PeopleImport
from workshops.people.queries import imports as reads
from workshops.people.services import importing as acts
from workshops.people.services.lists import read_list, source_of
from workshops.people.views.blueprint import Answer, bp
from workshops.tables.opening import open_table
from workshops.tables.reading import MOST_BYTES
from workshops.web.access import current_actor, needs
from workshops.web.arguments import posted_file
from workshops.web.buttons import pressed
from workshops.web.forms import Form

SHOWN = 100
PLAIN = ("name", "email", "phone", "role_title", "timezone")


@bp.get("/people/imports")
@needs("R", "people_import")
def imports() -> str:
    """Earlier lists, and the way to a new one."""
    return _start(UploadForm())


@bp.post("/people/imports")
@needs("C", "people_import")
def upload() -> Answer:
    """Read an uploaded list."""
    form = UploadForm()
    sent = posted_file("file")
    try:
        if sent is None or not sent.filename:
            raise Invalid(N_("Choose a file."), "file")
        content = sent.stream.read(MOST_BYTES + 1)
        table = read_list(content)
        with transaction():
            record = acts.upload_list(
                current_actor(), file_name=sent.filename, content=content, table=table
            )
    except Problem as problem:
        form.put(problem)
        return _start(form), problem.status
    return redirect(url_for("people.columns", import_id=record.public_id))


@bp.get("/people/imports/<id:import_id>/columns")
@needs("U", "people_import")
def columns(import_id: str) -> str:
    """Which column holds what, guessed from the header or remembered."""
    record = reads.get_import(current_actor(), import_id)
    return _columns(record, columns_form(record.header, record.mapping))


@bp.post("/people/imports/<id:import_id>/reading")
@needs("U", "people_import")
def read_again(import_id: str) -> Answer:
    """Read the file anew, as it is said how."""
    record = reads.get_import(current_actor(), import_id)
    form = reading_form(record, reads.list_samples(record))
    columns = columns_form(record.header, record.mapping)
    if not form.validate_on_submit():
        return _columns(record, columns, form), 422
    try:
        table = open_table(source_of(record), chosen_reading(form, record))
        with transaction():
            acts.read_again(current_actor(), upload=record, table=table)
    except Problem as problem:
        form.put(problem)
        return _columns(record, columns, form), problem.status
    return redirect(url_for("people.columns", import_id=import_id))


@bp.post("/people/imports/<id:import_id>/columns")
@needs("U", "people_import")
def map_columns(import_id: str) -> Response:
    """Keep the choice of columns and go on to the dry run."""
    record = reads.get_import(current_actor(), import_id)
    form = columns_form(record.header, record.mapping)
    with form.saving(lambda: _columns(record, form)):
        chosen = chosen_columns(form)
        acts.map_columns(current_actor(), upload=record, mapping=chosen)
    return redirect(_url(record))


@bp.get("/people/imports/<id:import_id>")
@needs("R", "people_import")
def show_import(import_id: str) -> str | Response:
    """The dry run of a list, or what came of it."""
    record = reads.get_import(current_actor(), import_id)
    if record.state is ImportState.UPLOADED:
        return redirect(url_for("people.columns", import_id=import_id))
    return _page(record, ApplyForm())


@bp.post("/people/imports/<id:import_id>/apply")
@needs("U", "people_import")
def apply_import(import_id: str) -> Response:
    """Import everybody on the list, all or nothing."""
    actor = current_actor()
    record = reads.get_import(actor, import_id)
    form = ApplyForm()
    with form.saving(lambda: _page(record, form)):
        leave_out = bool(form.leave_out_faults.data)
        acts.apply_import(actor, upload=record, leave_out_faults=leave_out)
    flash(_("The list has been imported."), "success")
    return redirect(_url(record))


@bp.post("/people/imports/<id:import_id>/undo")
@needs("D", "people_import")
def undo_import(import_id: str) -> Response:
    """Put everybody back as before the list."""
    actor = current_actor()
    record = reads.get_import(actor, import_id)
    with pressed(_("Everybody is as before the import.")):
        acts.undo_import(actor, upload=record)
    return redirect(_url(record))


@bp.post("/people/imports/<id:import_id>/discard")
@needs("D", "people_import")
def discard_import(import_id: str) -> Response:
    """Drop a list that has not been imported."""
    actor = current_actor()
    record = reads.get_import(actor, import_id)
    with transaction():
        acts.discard_import(actor, upload=record)
    flash(_("The list was dropped."), "success")
    return redirect(url_for("people.imports"))


def _start(form: UploadForm) -> str:
    return render_template(
        "people/imports.html",
        form=form,
        uploads=reads.list_imports(current_actor()),
        states=IMPORT_STATES,
    )


def _columns(record: PeopleImport, form: Form, reading: Form | None = None) -> str:
    return render_template(
        "people/import_columns.html",
        form=form,
        reading=reading or reading_form(record, reads.list_samples(record)),
        upload=record,
        labels=column_labels(record.header),
    )


def _page(record: PeopleImport, form: ApplyForm) -> str:
    if record.state is not ImportState.CHECKED:
        changes = reads.list_changes(record)
        return render_template(
            "people/import_result.html",
            upload=record,
            new=sum(1 for change in changes if change.before is None),
            changed=sum(1 for change in changes if change.before is not None),
            states=IMPORT_STATES,
        )
    report = reads.check_import(record)
    faults = [(fault, _(fault.rule, **fault.params)) for fault in report.faults[:SHOWN]]
    return render_template(
        "people/import_check.html",
        upload=record,
        form=form,
        report=report,
        faults=faults,
        fields=FIELDS,
        unused=[
            label
            for at, label in enumerate(column_labels(record.header))
            if at not in record.mapping.values()
        ],
        changes_of=_changes_of,
        shown=SHOWN,
    )


def _changes_of(verdict: reads.Verdict) -> list[str]:
    """What a row changes of a person, with before and after where both are short words."""
    said = []
    for name in verdict.changes:
        label = str(FIELDS[name.removesuffix("_id")])
        if name in PLAIN:
            before = getattr(verdict.person, name) or "–"
            label = f"{label}: {before} → {verdict.read.values[name]}"
        said.append(label)
    return said


def _url(record: PeopleImport) -> str:
    return url_for("people.show_import", import_id=record.public_id)
