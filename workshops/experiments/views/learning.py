"""Barriers, skill findings and artefacts: the tab, and one way to write all three."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.experiments import permissions, queries
from workshops.experiments.forms.learning import (
    SEVERITIES,
    ArtefactForm,
    BarrierForm,
    SkillForm,
    values_of,
)
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import SKILL_LEVELS, Cause
from workshops.experiments.models.learning import Artefact, Barrier, SkillFinding
from workshops.experiments.queries import learning
from workshops.experiments.services import learning as services
from workshops.experiments.views.blueprint import bp, experiment_page, experiment_url
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked, is_posted

FindingForm = BarrierForm | SkillForm | ArtefactForm
SHORT = 160


@dataclass(frozen=True)
class Kind:
    """One kind of finding: its model, form, tab, words, and what a next one takes over."""

    model: Any
    form: type[FindingForm]
    tab: str
    new: str
    edit: str
    keeps: tuple[str, ...] = ()


KINDS = {
    "barriers": Kind(
        Barrier,
        BarrierForm,
        "experiments.barriers",
        N_("New barrier"),
        N_("Change the barrier"),
        ("role", "unit"),
    ),
    "skills": Kind(
        SkillFinding,
        SkillForm,
        "experiments.barriers",
        N_("New skill finding"),
        N_("Change the skill finding"),
        ("role", "n_seen"),
    ),
    "artefacts": Kind(
        Artefact,
        ArtefactForm,
        "experiments.results",
        N_("New artefact"),
        N_("Change the artefact"),
        ("licence",),
    ),
}


@bp.get("/experiments/<id:experiment_id>/barriers")
@needs("R", "barrier")
def barriers(experiment_id: str) -> str:
    """What stood in the way, and what people could and could not do."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_see_barriers(actor, experiment.engagement))
    return experiment_page(
        "experiments/barriers.html",
        actor,
        experiment,
        "experiments.barriers",
        barriers=learning.list_barriers(actor, experiment),
        findings=learning.list_findings(actor, experiment),
        levels={number: _(word) for number, word in SKILL_LEVELS.items()},
        severities=SEVERITIES,
        may_learn=permissions.can_keep_barriers(actor, experiment.engagement)
        and services.can_learn(experiment),
    )


@bp.get("/experiments/<id:experiment_id>/findings/<slug:kind>/new")
@needs("C", "barrier")
def new_finding(experiment_id: str, kind: str) -> str:
    """An empty barrier, skill finding or artefact; what the last one shared is filled in."""
    actor, what = current_actor(), _kind(kind)
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_keep_barriers(actor, experiment.engagement))
    kept = {name: asked(name) for name in what.keeps if asked(name)}
    return _page(kind, experiment, _form(actor, experiment, kind, kept))


@bp.post("/experiments/<id:experiment_id>/findings/<slug:kind>/new")
@needs("C", "barrier")
def add_finding(experiment_id: str, kind: str) -> Response:
    """Write one down; with "another" the next empty one follows."""
    actor, what = current_actor(), _kind(kind)
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_keep_barriers(actor, experiment.engagement))
    form = _form(actor, experiment, kind)
    with form.saving(lambda: _page(kind, experiment, form)):
        services.add_finding(actor, experiment=experiment, facts=form.facts())
    flash(_("Saved."), "success")
    if is_posted("another"):
        kept = {name: form[name].data or None for name in what.keeps}
        public_id = experiment.public_id
        url = url_for("experiments.new_finding", experiment_id=public_id, kind=kind, **kept)
        return redirect(url)
    return redirect(experiment_url(experiment, what.tab))


@bp.get("/experiments/<id:experiment_id>/findings/<slug:kind>/<id:finding_id>")
@needs("C", "barrier")
def edit_finding(experiment_id: str, kind: str, finding_id: str) -> str:
    """One of them as a form."""
    actor = current_actor()
    experiment, finding = _finding(actor, experiment_id, kind, finding_id)
    require(permissions.can_keep_barriers(actor, experiment.engagement))
    return _page(kind, experiment, _form(actor, experiment, kind, values_of(finding)), finding)


@bp.post("/experiments/<id:experiment_id>/findings/<slug:kind>/<id:finding_id>")
@needs("C", "barrier")
def change_finding(experiment_id: str, kind: str, finding_id: str) -> Response:
    """Keep what was changed."""
    actor = current_actor()
    experiment, finding = _finding(actor, experiment_id, kind, finding_id)
    form = _form(actor, experiment, kind)
    back = experiment_url(experiment, KINDS[kind].tab)
    with form.saving(
        lambda: _page(kind, experiment, form, finding),
        stale=lambda: merge.page(form, values_of(finding), cancel_url=back),
    ):
        version, facts = form.version.data, form.facts()
        services.change_finding(
            actor, experiment=experiment, finding=finding, version=version, facts=facts
        )
    flash(_("Saved."), "success")
    return redirect(back)


@bp.post("/experiments/<id:experiment_id>/findings/<slug:kind>/<id:finding_id>/delete")
@needs("C", "barrier")
def delete_finding(experiment_id: str, kind: str, finding_id: str) -> Response:
    """Take one away, with a way back."""
    actor = current_actor()
    experiment, finding = _finding(actor, experiment_id, kind, finding_id)
    with transaction():
        services.delete_finding(actor, experiment=experiment, finding=finding)
    back = url_for(
        "experiments.restore_finding",
        experiment_id=experiment_id,
        kind=kind,
        finding_id=finding_id,
    )
    undo.offer(_("“%(title)s” is deleted.", title=services.title_of(finding)), back)
    return redirect(experiment_url(experiment, KINDS[kind].tab))


@bp.post("/experiments/<id:experiment_id>/findings/<slug:kind>/<id:finding_id>/restore")
@needs("C", "barrier")
def restore_finding(experiment_id: str, kind: str, finding_id: str) -> Response:
    """Bring one back."""
    actor = current_actor()
    experiment, finding = _finding(actor, experiment_id, kind, finding_id, deleted=True)
    with transaction():
        services.restore_finding(actor, experiment=experiment, finding=finding)
    flash(_("It is back."), "success")
    return redirect(experiment_url(experiment, KINDS[kind].tab))


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise NotFound(N_("This is not there any more."))
    return KINDS[kind]


def _finding(
    actor: Actor, experiment_id: str, kind: str, finding_id: str, *, deleted: bool = False
) -> tuple[Experiment, Any]:
    experiment = queries.get_experiment(actor, experiment_id)
    model = _kind(kind).model
    return experiment, learning.get_finding(actor, experiment, model, finding_id, deleted=deleted)


def _form(
    actor: Actor, experiment: Experiment, kind: str, values: dict[str, Any] | None = None
) -> FindingForm:
    form = KINDS[kind].form(data=values)
    if isinstance(form, BarrierForm):
        notes = learning.list_observations(actor, experiment)
        return form.offer([(note.public_id, _short(note.text)) for note in notes])
    return form.offer()


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()} …"


def _page(kind: str, experiment: Experiment, form: FindingForm, finding: Any = None) -> str:
    what = KINDS[kind]
    return render_template(
        "experiments/finding_form.html",
        experiment=experiment,
        form=form,
        finding=finding,
        kind=kind,
        title=_(what.edit if finding else what.new),
        causes=list(Cause) if kind == "barriers" else [],
        back=experiment_url(experiment, what.tab),
    )
