"""The tree of organisations on a day, and one organisation with its people and history."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.activity.queries import list_for_record
from workshops.core import clock
from workshops.core.days import NoSuchDay, read_day
from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.people import permissions, queries
from workshops.people.forms.organisation import (
    MoveForm,
    NewOrganisationForm,
    OrganisationForm,
    values_of,
)
from workshops.people.forms.words import KINDS, LEVELS
from workshops.people.models import Level, Organisation, OrganisationKind, Person
from workshops.people.queries import PersonFilter
from workshops.people.queries import organisations as reads
from workshops.people.rules.tree import grow
from workshops.people.services import organisations as acts
from workshops.people.services.organisations import OrganisationDetails
from workshops.people.views.blueprint import bp
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.fields import options
from workshops.web.language import local_day, say
from workshops.web.pages import paginate


@bp.get("/organisations")
@needs("R", "organisation")
def organisations() -> str:
    """Every organisation in its tree, by level, on a day."""
    actor, day = current_actor(), _day()
    placed = reads.list_organisations_on(actor, day)
    roots = grow([(item.organisation.id, item.parent_id) for item in placed])
    return render_template(
        "people/organisations.html",
        day=day,
        today=clock.now().date(),
        new_year=date(2027, 1, 1),
        roots=roots,
        by_id={item.organisation.id: item.organisation for item in placed},
        counts=reads.count_people_by_organisation(),
        levels=LEVELS,
        kinds=KINDS,
        may_add=permissions.can_add_organisation(actor),
    )


@bp.get("/organisations/<id:organisation_id>")
@needs("R", "organisation")
def organisation(organisation_id: str) -> str:
    """One organisation on a day: facts, what is below it, its people, its history."""
    actor, day = current_actor(), _day()
    record = reads.get_organisation(actor, organisation_id)
    people = queries.directory(actor, PersonFilter(organisation=record))
    return render_template(
        "people/organisation.html",
        organisation=record,
        day=day,
        today=clock.now().date(),
        parent=reads.parent_on(record, day),
        children=reads.list_children_on(actor, record, day),
        parents=reads.list_parents(record),
        people=paginate(people.order_by(Person.name_sort, Person.id)),
        happened=list_for_record(record),
        may_see_activity=permissions.can_see_activity(actor),
        levels=LEVELS,
        kinds=KINDS,
        may_edit=permissions.can_edit_organisation(actor),
        may_delete=permissions.can_delete_organisation(actor),
    )


@bp.get("/organisations/new")
@needs("C", "organisation")
def new_organisation() -> str:
    """A new organisation."""
    form = NewOrganisationForm(data={"parent": asked("parent"), "version": 0})
    form.offer_parents(list(queries.organisation_choices()))
    return render_template("people/organisation_edit.html", form=form, organisation=None)


@bp.post("/organisations/new")
@needs("C", "organisation")
def add_organisation() -> Response:
    """Add an organisation."""
    form = NewOrganisationForm()
    form.offer_parents(list(queries.organisation_choices()))
    with form.saving(
        lambda: render_template("people/organisation_edit.html", form=form, organisation=None)
    ):
        parent = reads.find_organisation(form.parent.data)
        record = acts.add_organisation(current_actor(), details=_details(form), parent=parent)
    flash(_("The organisation is added."), "success")
    return redirect(url_of(record))


@bp.get("/organisations/<id:organisation_id>/edit")
@needs("U", "organisation")
def edit_organisation(organisation_id: str) -> str:
    """What an organisation is and when it exists."""
    record = reads.get_organisation(current_actor(), organisation_id)
    form = OrganisationForm(data=values_of(record))
    form.offer()
    return render_template("people/organisation_edit.html", form=form, organisation=record)


@bp.post("/organisations/<id:organisation_id>/edit")
@needs("U", "organisation")
def save_organisation(organisation_id: str) -> Response:
    """Keep what was changed; the second of two editors gets the merge page."""
    actor = current_actor()
    record = reads.get_organisation(actor, organisation_id)
    form = OrganisationForm(data=values_of(record))
    form.offer()
    with form.saving(
        lambda: _edit_page(form, record),
        stale=lambda: merge.page(form, values_of(record), cancel_url=url_of(record)),
    ):
        version = form.version.data or 0
        acts.edit_organisation(actor, organisation=record, details=_details(form), version=version)
    flash(_("Saved."), "success")
    return redirect(url_of(record))


@bp.get("/organisations/<id:organisation_id>/move")
@needs("U", "organisation")
def move_form(organisation_id: str) -> str:
    """Where the organisation belongs, from which day."""
    record = reads.get_organisation(current_actor(), organisation_id)
    parent = record.parent.public_id if record.parent else ""
    form = _move_form(record, data={"parent": parent, "from_day": clock.now().date()})
    return render_template("people/organisation_move.html", form=form, organisation=record)


@bp.post("/organisations/<id:organisation_id>/move")
@needs("U", "organisation")
def move(organisation_id: str) -> Response:
    """Give the organisation another parent from a day on."""
    actor = current_actor()
    record = reads.get_organisation(actor, organisation_id)
    form = _move_form(record)
    with form.saving(
        lambda: render_template("people/organisation_move.html", form=form, organisation=record)
    ):
        parent, day = reads.find_organisation(form.parent.data), form.from_day.data
        acts.move_organisation(actor, organisation=record, parent=parent, from_day=day)
    flash(_("Saved."), "success")
    return redirect(url_of(record, day))


@bp.post("/organisations/<id:organisation_id>/delete")
@needs("D", "organisation")
def delete_organisation(organisation_id: str) -> Response:
    """Delete an organisation nobody belongs to, with a way back."""
    actor = current_actor()
    record = reads.get_organisation(actor, organisation_id)
    try:
        with transaction():
            acts.delete_organisation(actor, organisation=record)
    except Problem as problem:
        flash(say(problem), "error")
        return redirect(url_of(record))
    back = url_for("people.restore_organisation", organisation_id=organisation_id)
    undo.offer(_("%(name)s was deleted.", name=record.name), back)
    return redirect(url_for("people.organisations"))


@bp.post("/organisations/<id:organisation_id>/restore")
@needs("D", "organisation")
def restore_organisation(organisation_id: str) -> Response:
    """Bring a deleted organisation back."""
    actor = current_actor()
    record = reads.get_organisation_to_restore(actor, organisation_id)
    with transaction():
        acts.restore_organisation(actor, organisation=record)
    flash(_("%(name)s is back.", name=record.name), "success")
    return redirect(url_of(record))


def url_of(record: Organisation, day: date | None = None) -> str:
    """The page of an organisation, on a day."""
    return url_for("people.organisation", organisation_id=record.public_id, day=day)


def _day() -> date:
    """The day that the address asks for, as it is typed or linked, else today."""
    today = local_day(clock.now())
    try:
        found = read_day(asked("day"), today)
    except NoSuchDay:
        return today
    return found.day if found else today


def _edit_page(form: OrganisationForm, record: Organisation) -> str:
    return render_template("people/organisation_edit.html", form=form, organisation=record)


def _move_form(record: Organisation, **given: object) -> MoveForm:
    form = MoveForm(**given)
    others = [pair for pair in queries.organisation_choices() if pair[0] != record.public_id]
    form.parent.choices = options(others, nothing=_("None"))
    return form


def _details(form: OrganisationForm) -> OrganisationDetails:
    return OrganisationDetails(
        name=form.name.data or "",
        level=Level(form.level.data),
        kind=OrganisationKind(form.kind.data),
        code=form.code.data or "",
        valid_from=form.valid_from.data,
        valid_to=form.valid_to.data,
    )
