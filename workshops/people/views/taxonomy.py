"""Disciplines, voices and skills: read by all, kept by administrators."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.people import permissions
from workshops.people.forms.organisation import NewDisciplineForm, TermForm, term_values
from workshops.people.models import Discipline, Skill
from workshops.people.queries import taxonomy as reads
from workshops.people.services import taxonomy as acts
from workshops.people.views.blueprint import bp
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs
from workshops.web.language import language

KINDS = ("disciplines", "skills")


@bp.get("/taxonomy")
@needs("R", "taxonomy")
def taxonomy() -> str:
    """Every discipline, voice and skill, with how many people have it."""
    actor = current_actor()
    return render_template(
        "people/taxonomy.html",
        disciplines=reads.list_disciplines(actor),
        skills=reads.list_skills(actor, language()),
        by_discipline=reads.count_people_by_discipline(),
        by_skill=reads.count_people_by_skill(),
        language=language(),
        may_keep=permissions.can_keep_taxonomy(actor),
    )


@bp.get("/taxonomy/<slug:kind>/new")
@needs("C", "taxonomy")
def new_term(kind: str) -> str:
    """A new discipline or skill."""
    form = _new_form(kind)
    return render_template("people/term.html", form=form, kind=kind, term=None)


@bp.post("/taxonomy/<slug:kind>/new")
@needs("C", "taxonomy")
def add_term(kind: str) -> Response:
    """Add a discipline, voice or skill."""
    form = _new_form(kind)
    with form.saving(lambda: render_template("people/term.html", form=form, kind=kind, term=None)):
        names = {"name_en": form.name_en.data or "", "name_da": form.name_da.data or ""}
        if isinstance(form, NewDisciplineForm):
            acts.add_discipline(current_actor(), voice=form.voice.data, **names)
        else:
            acts.add_skill(current_actor(), **names)
    flash(_("It is offered now."), "success")
    return redirect(url_for("people.taxonomy"))


@bp.get("/taxonomy/<slug:kind>/<id:term_id>")
@needs("U", "taxonomy")
def edit_term(kind: str, term_id: str) -> str:
    """The names of a discipline or skill."""
    term = _term(kind, term_id)
    form = TermForm(data=term_values(term))
    return render_template("people/term.html", form=form, kind=kind, term=term)


@bp.post("/taxonomy/<slug:kind>/<id:term_id>")
@needs("U", "taxonomy")
def rename_term(kind: str, term_id: str) -> Response:
    """Keep other names."""
    term = _term(kind, term_id)
    form = TermForm(data=term_values(term))
    with form.saving(
        lambda: render_template("people/term.html", form=form, kind=kind, term=term),
        stale=lambda: merge.page(form, term_values(term), cancel_url=url_for("people.taxonomy")),
    ):
        names = {"name_en": form.name_en.data or "", "name_da": form.name_da.data or ""}
        version = form.version.data or 0
        acts.rename_term(current_actor(), term=term, version=version, **names)
    flash(_("Saved."), "success")
    return redirect(url_for("people.taxonomy"))


@bp.post("/taxonomy/<slug:kind>/<id:term_id>/retire")
@needs("U", "taxonomy")
def retire_term(kind: str, term_id: str) -> Response:
    """Offer it no longer, with a way back; those who have it keep it."""
    term = _term(kind, term_id)
    with transaction():
        acts.retire_term(current_actor(), term=term)
    back = url_for("people.offer_term", kind=kind, term_id=term_id)
    text = _("%(name)s is no longer offered.", name=term.label(language()))
    undo.offer(text, back)
    return redirect(url_for("people.taxonomy"))


@bp.post("/taxonomy/<slug:kind>/<id:term_id>/offer")
@needs("U", "taxonomy")
def offer_term(kind: str, term_id: str) -> Response:
    """Offer it again."""
    term = _term(kind, term_id)
    with transaction():
        acts.retire_term(current_actor(), term=term, retired=False)
    flash(_("%(name)s is offered again.", name=term.label(language())), "success")
    return redirect(url_for("people.taxonomy"))


def _term(kind: str, term_id: str) -> Discipline | Skill:
    if kind == "disciplines":
        return reads.get_discipline(current_actor(), term_id)
    _check(kind)
    return reads.get_skill(current_actor(), term_id)


def _new_form(kind: str) -> TermForm:
    _check(kind)
    return NewDisciplineForm() if kind == "disciplines" else TermForm()


def _check(kind: str) -> None:
    if kind not in KINDS:
        raise NotFound(N_("There is no such page."))
