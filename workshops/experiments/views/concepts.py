"""The concepts of an engagement: the list, one of them, writing and moving it on."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.expectations.models import Theme
from workshops.expectations.queries.themes import list_themes
from workshops.experiments import permissions
from workshops.experiments.forms.concepts import ANSWERS, ConceptForm, concept_values, for_themes
from workshops.experiments.models import Concept, ConceptExpectation
from workshops.experiments.models.kinds import ConceptState
from workshops.experiments.queries import concepts as queries
from workshops.experiments.rules import states
from workshops.experiments.services import concepts
from workshops.experiments.views.blueprint import bp
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked_all, posted

BY_HAND = (ConceptState.READY, ConceptState.IDEA, ConceptState.DROPPED)


@bp.get("/engagements/<id:engagement_id>/concepts")
@needs("R", "concept")
def concepts_of(engagement_id: str) -> str:
    """The concepts of one engagement."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    return render_template(
        "experiments/concepts.html",
        engagement=engagement,
        rows=queries.list_concepts(actor, engagement),
        may_write=permissions.can_plan_concepts(actor, engagement),
    )


@bp.get("/engagements/<id:engagement_id>/concepts/new")
@needs("C", "concept")
def new_concept(engagement_id: str) -> str:
    """An empty concept with the engagement's expectations; from a theme it answers that one."""
    engagement = _writable(current_actor(), engagement_id)
    wanted = {f"stand_{key}": ANSWERS for key in asked_all("theme")}
    form = _form(list_themes(current_actor(), engagement), data=wanted)
    return _form_page(engagement, form, None)


@bp.post("/engagements/<id:engagement_id>/concepts/new")
@needs("C", "concept")
def add_concept(engagement_id: str) -> Response:
    """Write a concept down."""
    actor = current_actor()
    engagement = _writable(actor, engagement_id)
    form = _form(list_themes(actor, engagement))
    with form.saving(lambda: _form_page(engagement, form, None)):
        made = concepts.add_concept(actor, engagement=engagement, draft=form.draft())
    flash(_("The concept is written down."), "success")
    return redirect(_url(made))


@bp.get("/concepts/<id:concept_id>")
@needs("R", "concept")
def concept(concept_id: str) -> str:
    """One concept: what it answers, what it does not, and where it is tested."""
    actor = current_actor()
    found = queries.get_concept(actor, concept_id)
    engagement = found.engagement
    may_edit = permissions.can_edit_concepts(actor, engagement)
    tests = queries.list_tests(actor, found)
    return render_template(
        "experiments/concept.html",
        concept=found,
        answered=[one for one in _standing(found) if one.answered],
        unanswered=[one for one in _standing(found) if not one.answered],
        tests=tests,
        steps=[s for s in BY_HAND if may_edit and s in states.CONCEPT_STEPS[found.state]],
        may_edit=may_edit,
        may_delete=permissions.can_delete_concepts(actor, engagement)
        and found.state not in (ConceptState.IN_TEST, ConceptState.TESTED)
        and not tests,
        may_plan=permissions.can_plan_experiments(actor, engagement),
    )


@bp.get("/concepts/<id:concept_id>/edit")
@needs("U", "concept")
def edit_concept(concept_id: str) -> str:
    """A concept as a form."""
    actor = current_actor()
    found = _editable(actor, concept_id)
    form = _form(_themes(actor, found), data=concept_values(found))
    return _form_page(found.engagement, form, found)


@bp.post("/concepts/<id:concept_id>/edit")
@needs("U", "concept")
def save_concept(concept_id: str) -> Response:
    """Save a concept and what it answers."""
    actor = current_actor()
    found = _editable(actor, concept_id)
    themes = _themes(actor, found)
    form = _form(themes, data=concept_values(found))

    def now() -> ConceptForm:
        return _form(themes, data=concept_values(found), formdata=None)

    with form.saving(
        lambda: _form_page(found.engagement, form, found),
        stale=lambda: merge.page(form, now(), cancel_url=_url(found)),
    ):
        concepts.change_concept(actor, concept=found, draft=form.draft(), version=form.version.data)
    flash(_("The concept is saved."), "success")
    return redirect(_url(found))


@bp.post("/concepts/<id:concept_id>/state")
@needs("U", "concept")
def move_concept(concept_id: str) -> Response:
    """Make it ready for test, an idea again, or drop it."""
    actor = current_actor()
    found = _editable(actor, concept_id)
    wish = posted("to")
    to = ConceptState(wish) if wish in set(BY_HAND) else found.state
    with transaction():
        concepts.move_concept(actor, concept=found, to=to)
    flash(_("The concept is now: %(state)s.", state=_(to.label).lower()), "success")
    return redirect(_url(found))


@bp.post("/concepts/<id:concept_id>/delete")
@needs("D", "concept")
def delete_concept(concept_id: str) -> Response:
    """Put a concept in the bin."""
    actor = current_actor()
    found = queries.get_concept(actor, concept_id)
    with transaction():
        concepts.delete_concept(actor, concept=found)
    text = _("The concept “%(name)s” is deleted.", name=found.name)
    back = url_for("experiments.restore_concept", concept_id=concept_id)
    undo.offer(text, back)
    here = found.engagement.public_id
    return redirect(url_for("experiments.concepts_of", engagement_id=here))


@bp.post("/concepts/<id:concept_id>/restore")
@needs("D", "concept")
def restore_concept(concept_id: str) -> Response:
    """Take a concept out of the bin."""
    actor = current_actor()
    found = queries.get_concept(actor, concept_id, deleted=True)
    with transaction():
        concepts.restore_concept(actor, concept=found)
    flash(_("The concept is back."), "success")
    return redirect(_url(found))


def _writable(actor: Actor, engagement_id: str) -> Engagement:
    engagement = get_engagement(actor, engagement_id)
    require(permissions.can_plan_concepts(actor, engagement))
    return engagement


def _editable(actor: Actor, concept_id: str) -> Concept:
    found = queries.get_concept(actor, concept_id)
    require(permissions.can_edit_concepts(actor, found.engagement))
    return found


def _standing(found: Concept) -> list[ConceptExpectation]:
    """What it says to expectations that stand, each once and in their order."""
    said = sorted(found.expectations, key=lambda one: one.answered)
    once = {one.standing_theme: one for one in said if one.standing_theme.deleted_at is None}
    return sorted(once.values(), key=lambda one: (one.standing_theme.position, one.theme_id))


def _themes(actor: Actor, found: Concept) -> list[Theme]:
    """The engagement's themes, and those that it already says something to."""
    said = [one.standing_theme for one in _standing(found)]
    return list(dict.fromkeys([*list_themes(actor, found.engagement), *said]))


def _form(themes: Sequence[Theme], **more: Any) -> ConceptForm:
    return for_themes(themes)(**more).offer()


def _form_page(engagement: Engagement, form: ConceptForm, found: Concept | None) -> str:
    return render_template(
        "experiments/concept_form.html",
        engagement=engagement,
        form=form,
        concept=found,
        back=_url(found)
        if found
        else url_for("experiments.concepts_of", engagement_id=engagement.public_id),
    )


def _url(found: Concept) -> str:
    return url_for("experiments.concept", concept_id=found.public_id)
