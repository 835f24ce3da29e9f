"""One person: read, add, change, skills, delete and bring back."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.activity.queries import list_for_record
from workshops.core.db import transaction
from workshops.core.errors import NotFound
from workshops.people import permissions, queries, services
from workshops.people.forms.person import PersonForm, skill_values, skills_form, values_of
from workshops.people.forms.words import CONTACT, LANGUAGES, LEVELS, SKILL_LEVELS
from workshops.people.models import ContactPreference, Person, Skill
from workshops.people.queries import taxonomy
from workshops.people.queries.organisations import find_organisation
from workshops.people.services import PersonDetails
from workshops.people.views.blueprint import bp
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs
from workshops.web.language import language


@bp.get("/people/<id:person_id>")
@needs("R", "person")
def show(person_id: str) -> str | Response:
    """Facts, skills and what was done to the record."""
    actor = current_actor()
    try:
        person = queries.get_person(actor, person_id)
    except NotFound:
        merged = queries.find_merged(actor, person_id)
        if merged is None:
            raise
        return redirect(url_of(merged))
    words = {"levels": LEVELS, "contact": CONTACT, "languages": LANGUAGES}
    return render_template(
        "people/show.html",
        person=person,
        language=language(),
        skill_levels=SKILL_LEVELS,
        happened=list_for_record(person),
        may_see_activity=permissions.can_see_activity(actor),
        may_see_contact=permissions.can_see_contact(actor, person),
        may_edit=permissions.can_edit_person(actor, person),
        may_delete=permissions.can_delete_person(actor, person),
        **words,
    )


@bp.get("/people/new")
@needs("C", "person")
def new() -> str:
    """A new person."""
    form = _form(data=_beginning())
    return render_template("people/edit.html", form=form, person=None)


@bp.post("/people/new")
@needs("C", "person")
def add() -> Response:
    """Add a person to the directory."""
    form = _form()
    with form.saving(lambda: render_template("people/edit.html", form=form, person=None)):
        person = services.add_person(current_actor(), details=_details(form))
    flash(_("%(name)s is in the directory.", name=person.name), "success")
    return redirect(url_of(person))


@bp.get("/people/<id:person_id>/edit")
@needs("U", "person")
def edit(person_id: str) -> str:
    """Everything about a person but skills."""
    person = queries.get_person(current_actor(), person_id)
    return render_template("people/edit.html", form=_form(data=values_of(person)), person=person)


@bp.post("/people/<id:person_id>/edit")
@needs("U", "person")
def save(person_id: str) -> Response:
    """Keep what was changed; the second of two editors gets the merge page."""
    actor = current_actor()
    person = queries.get_person(actor, person_id)
    form = _form(data=values_of(person))
    with form.saving(
        lambda: render_template("people/edit.html", form=form, person=person),
        stale=lambda: merge.page(form, values_of(person), cancel_url=url_of(person)),
    ):
        services.edit_person(
            actor, person=person, details=_details(form), version=form.version.data or 0
        )
    flash(_("Saved."), "success")
    return redirect(url_of(person))


@bp.get("/people/<id:person_id>/skills")
@needs("U", "person")
def skills(person_id: str) -> str:
    """How well the person does what."""
    person = queries.get_person(current_actor(), person_id)
    form = skills_form(_offered(person), language())(data=skill_values(person))
    return render_template("people/skills.html", form=form, person=person)


@bp.post("/people/<id:person_id>/skills")
@needs("U", "person")
def save_skills(person_id: str) -> Response:
    """Keep the levels; the second of two editors gets the merge page."""
    actor = current_actor()
    person = queries.get_person(actor, person_id)
    offered = _offered(person)
    form = skills_form(offered, language())(data=skill_values(person))
    with form.saving(
        lambda: render_template("people/skills.html", form=form, person=person),
        stale=lambda: merge.page(form, skill_values(person), cancel_url=url_of(person)),
    ):
        levels = [(skill, int(form[f"skill_{skill.public_id}"].data or 0)) for skill in offered]
        version = form.version.data or 0
        services.set_skills(actor, person=person, skills=levels, version=version)
    flash(_("Saved."), "success")
    return redirect(url_of(person))


@bp.post("/people/<id:person_id>/delete")
@needs("D", "person")
def delete(person_id: str) -> Response:
    """Delete a person, with a way back."""
    actor = current_actor()
    person = queries.get_person(actor, person_id)
    with transaction():
        services.delete_person(actor, person=person)
    back = url_for("people.restore", person_id=person_id)
    undo.offer(_("%(name)s was deleted.", name=person.name), back)
    return redirect(url_for("people.index"))


@bp.post("/people/<id:person_id>/restore")
@needs("D", "person")
def restore(person_id: str) -> Response:
    """Bring a deleted person back."""
    actor = current_actor()
    person = queries.get_person_to_restore(actor, person_id)
    with transaction():
        services.restore_person(actor, person=person)
    flash(_("%(name)s is back.", name=person.name), "success")
    return redirect(url_of(person))


def url_of(person: Person) -> str:
    """The page of a person."""
    return url_for("people.show", person_id=person.public_id)


def _beginning() -> dict[str, object]:
    """What is so of anybody until somebody says otherwise; their language is not."""
    return {
        "timezone": current_app.config["SETTINGS"].timezone,
        "contact_preference": ContactPreference.MAIL.value,
        "version": 0,
    }


def _form(**given: object) -> PersonForm:
    form = PersonForm(**given)
    form.offer(list(queries.organisation_choices()), list(queries.discipline_choices(language())))
    return form


def _details(form: PersonForm) -> PersonDetails:
    first = form.language.data
    others = [code for code in form.other_languages.data or [] if code != first]
    return PersonDetails(
        name=form.name.data or "",
        email=form.email.data or "",
        phone=form.phone.data or "",
        organisation=find_organisation(form.organisation.data),
        role_title=form.role_title.data or "",
        discipline=taxonomy.find_discipline(form.discipline.data),
        languages=[first, *others],
        timezone=form.timezone.data or "",
        contact_preference=ContactPreference(form.contact_preference.data),
    )


def _offered(person: Person) -> list[Skill]:
    """Skills in use, and retired ones that the person has."""
    known = {skill.skill_id for skill in person.skills}
    every = taxonomy.list_skills(current_actor(), language())
    return [skill for skill in every if not skill.retired or skill.id in known]
