"""Persons that look alike: side by side, merged or told apart."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import RadioField

from workshops.core.db import transaction
from workshops.core.errors import NotFound
from workshops.core.events import ask
from workshops.core.locale import long_moment
from workshops.core.text import N_
from workshops.people import queries
from workshops.people.events import Difference, WhatDiffers
from workshops.people.forms.merging import Choice, merge_form
from workshops.people.forms.words import CONTACT, FIELDS, LANGUAGES, LEVELS
from workshops.people.models import ContactPreference, Person
from workshops.people.queries import duplicates as reads
from workshops.people.services import merging as acts
from workshops.people.views.blueprint import bp
from workshops.web.access import current_actor, needs
from workshops.web.forms import Form
from workshops.web.language import language


@bp.get("/people/duplicates")
@needs("U", "person")
def duplicates() -> str:
    """The likeliest pairs."""
    found, total = reads.list_duplicates(current_actor())
    return render_template(
        "people/duplicates.html", found=found, total=total, levels=LEVELS, language=language()
    )


@bp.get("/people/<id:person_id>/merge/<id:other_id>")
@needs("U", "person")
def merge_page(person_id: str, other_id: str) -> str:
    """Both side by side; the first is the one that stays."""
    kept, gone = _both(person_id, other_id)
    return _page(_form(kept, gone), kept, gone)


@bp.post("/people/<id:person_id>/merge/<id:other_id>")
@needs("U", "person")
def merge_persons(person_id: str, other_id: str) -> Response:
    """Make one of two."""
    kept, gone = _both(person_id, other_id)
    form = _form(kept, gone)
    with form.saving(lambda: _page(form, kept, gone)):
        chosen = {f.name: f.data == "gone" for f in form if isinstance(f, RadioField)}
        acts.merge_persons(
            current_actor(),
            kept=kept,
            gone=gone,
            from_gone=[name for name in acts.FIELDS if chosen.pop(name, False)],
            versions=(form.kept_version.data or 0, form.gone_version.data or 0),
            choices=chosen,
        )
    flash(_("%(name)s is now one person.", name=kept.name), "success")
    return redirect(url_for("people.show", person_id=person_id))


@bp.post("/people/<id:person_id>/distinct/<id:other_id>")
@needs("U", "person")
def tell_apart(person_id: str, other_id: str) -> Response:
    """Two who look alike are two."""
    one, other = _both(person_id, other_id)
    with transaction():
        acts.tell_apart(current_actor(), one=one, other=other)
    flash(_("They will not be shown as a pair again."), "success")
    return redirect(url_for("people.duplicates"))


def _both(person_id: str, other_id: str) -> tuple[Person, Person]:
    if person_id == other_id:
        raise NotFound(N_("There is no such person."))
    actor = current_actor()
    return queries.get_person(actor, person_id), queries.get_person(actor, other_id)


def _form(kept: Person, gone: Person) -> Form:
    return merge_form([*_fields(kept, gone), *_words(kept, gone)], (kept.version, gone.version))


def _fields(kept: Person, gone: Person) -> list[Choice]:
    """What both have, and not the same; what only one has needs no choice."""
    mine, theirs = _told(kept), _told(gone)
    usual = kept.contact_preference is ContactPreference.MAIL
    return [
        Choice(
            name,
            str(FIELDS[name]),
            (mine[name], theirs[name]),
            gone=name == "contact_preference" and usual,
        )
        for name in mine
        if mine[name] and theirs[name] and mine[name] != theirs[name]
    ]


def _words(kept: Person, gone: Person) -> list[Choice]:
    """What both have said elsewhere, such as answers to one day; the later word is proposed."""
    asked = WhatDiffers(actor=current_actor(), kept_id=kept.id, gone_id=gone.id)
    return [
        Choice(one.key, _about(one), (_said(one, one.kept), _said(one, one.gone)), gone=one.later)
        for one in ask(asked)
    ]


def _about(one: Difference) -> str:
    when = long_moment(one.at, one.timezone, language()) if one.at else ""
    return f"{_(one.heading)}: {', '.join(part for part in (one.title, when) if part)}"


def _said(one: Difference, words: str) -> str:
    return _(words) if one.fixed else words


def _told(person: Person) -> dict[str, str]:
    """Every field of a person as words."""
    return {
        "name": person.name,
        "email": person.email or "",
        "phone": person.phone,
        "organisation": person.organisation.name if person.organisation else "",
        "role_title": person.role_title,
        "discipline": person.discipline.label(language()) if person.discipline else "",
        "languages": ", ".join(str(LANGUAGES.get(code, code)) for code in person.languages),
        "timezone": person.timezone,
        "contact_preference": str(CONTACT[person.contact_preference]),
    }


def _page(form: Form, kept: Person, gone: Person) -> str:
    return render_template("people/merge.html", form=form, kept=kept, gone=gone)
