"""Making a deliverable and composing it anew."""

from collections.abc import Sequence

from flask import flash, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import NotAllowed, NotFound, Problem
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.forms import LANGUAGES, MakeForm
from workshops.deliverables.models import Deliverable, DeliverableKind
from workshops.deliverables.services import SUBJECTS, make_deliverable
from workshops.deliverables.services.composing import Outcome, compose_draft
from workshops.deliverables.services.gathering import compose_again, compose_now
from workshops.deliverables.views.blueprint import back, bp, to_write
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.people import find_language
from workshops.experiments.models import Experiment
from workshops.experiments.queries import list_experiments
from workshops.planning.models import Workshop
from workshops.planning.queries import list_of_engagement
from workshops.web.access import current_actor, needs
from workshops.web.fields import options
from workshops.web.language import local_day, say


@bp.get("/engagements/<id:engagement_id>/deliverables/new/<slug:made>")
@needs("C", "deliverable")
def new(engagement_id: str, made: str) -> str:
    """Ask for the language, and for the subject of a report."""
    engagement, kind = _to_make(engagement_id), _kind(made)
    return _page(engagement, kind, _form(engagement, kind))


@bp.post("/engagements/<id:engagement_id>/deliverables/new/<slug:made>")
@needs("C", "deliverable")
def make(engagement_id: str, made: str) -> Response:
    """Begin a deliverable and compose it at once."""
    engagement, kind = _to_make(engagement_id), _kind(made)
    form = _form(engagement, kind)
    with form.saving(lambda: _page(engagement, kind, form)):
        deliverable = _begin(engagement, kind, form)
    flash(_("The draft is composed. Read it through and make it yours."), "success")
    return back(deliverable)


@bp.post("/deliverables/<id:deliverable_id>/compose")
@needs("U", "deliverable")
def compose_anew(deliverable_id: str) -> Response:
    """Bring the draft in line with the records; what was written by hand stays."""
    deliverable = to_write(deliverable_id)
    try:
        with transaction():
            composed = compose_again(deliverable, local_day(clock.now()))
            outcome = compose_draft(current_actor(), deliverable=deliverable, composed=composed)
        flash(_said(outcome), "success")
    except Problem as problem:
        flash(say(problem), "error")
    return back(deliverable)


def _said(outcome: Outcome) -> str:
    """What composing did, in one or two sentences."""
    if not (outcome.changed or outcome.offered or outcome.gone):
        return str(_("The draft says what the records say. Nothing has changed."))
    said = str(ngettext("%(num)s part is new.", "%(num)s parts are new.", outcome.changed))
    if outcome.offered:
        said += " " + ngettext(
            "%(num)s text of yours stands beside a new one. Choose between them.",
            "%(num)s texts of yours stand beside new ones. Choose between them.",
            outcome.offered,
        )
    return said


def _begin(engagement: Engagement, kind: DeliverableKind, form: MakeForm) -> Deliverable:
    actor, chosen = current_actor(), str(form.language.data)
    picked = str(form.subject.data) if kind in SUBJECTS else ""
    subject = next((s for s in _subjects(engagement, kind) if s.public_id == picked), None)
    composed = compose_now(
        engagement, kind=kind, language=chosen, today=local_day(clock.now()), subject=subject
    )
    deliverable = make_deliverable(
        actor,
        engagement=engagement,
        kind=kind,
        language=chosen,
        title=composed.title,
        subject=subject,
    )
    compose_draft(actor, deliverable=deliverable, composed=composed)
    return deliverable


def _subjects(engagement: Engagement, kind: DeliverableKind) -> Sequence[Experiment | Workshop]:
    """What a report of this kind could be about."""
    if kind is DeliverableKind.EXPERIMENT_REPORT:
        return list_experiments(current_actor(), engagement)
    return list_of_engagement(current_actor(), engagement)


def _to_make(engagement_id: str) -> Engagement:
    engagement = get_engagement(current_actor(), engagement_id)
    if not permissions.can_make_drafts(current_actor(), engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can make deliverables."))
    return engagement


def _kind(made: str) -> DeliverableKind:
    """The kind that an address names. Raises NotFound."""
    for kind in DeliverableKind:
        if kind.value.replace("_", "-") == made:
            return kind
    raise NotFound(N_("There is no such kind of deliverable."))


def _form(engagement: Engagement, kind: DeliverableKind) -> MakeForm:
    form = MakeForm(language=find_language(engagement))
    form.language.choices = options([(code, _(name)) for code, name in LANGUAGES])
    if kind in SUBJECTS:
        found = [(each.public_id, each.name) for each in _subjects(engagement, kind)]
        form.subject.choices = options(found)
    else:
        del form.subject
    return form


def _page(engagement: Engagement, kind: DeliverableKind, form: MakeForm) -> str:
    return render_template("deliverables/new.html", engagement=engagement, kind=kind, form=form)
