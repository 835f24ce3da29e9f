"""One entry: what it says, what is like it, how it is cited, and copying its plan."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.accounts.models import User
from workshops.accounts.permissions import allows
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.engagements.queries import list_my_engagements
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.permissions import can_plan_experiments
from workshops.experiments.queries import get_experiment
from workshops.library import services
from workshops.library.forms import CopyForm
from workshops.library.queries import my_engagements, require_record
from workshops.library.rules.citing import Cited, citation
from workshops.library.views.blueprint import bp
from workshops.library.views.words import Names, hit_facts, hit_url, names_for
from workshops.search import queries as search
from workshops.search.models import EntryKind
from workshops.search.queries import Hit
from workshops.web.access import current_actor, needs
from workshops.web.language import language, local_day

PAGES = {
    EntryKind.EXPERIMENT: ("experiment", "experiments.show", "experiment_id"),
    EntryKind.THEME: ("theme", "experiments.theme", "theme_id"),
    EntryKind.METHOD: ("method", "methods.show", "slug"),
    EntryKind.DELIVERABLE: ("issued_deliverable", "deliverables.issued", "issued_id"),
}


@dataclass(frozen=True)
class Shown:
    """An entry as it is shown: the hit, its whole text, and the engagements of who asks."""

    hit: Hit
    text: str
    mine: frozenset[int]


@bp.get("/entries/<id:entry_id>")
@needs("R", "library")
def entry(entry_id: str) -> str:
    """What the lab knows of it."""
    return _page(_get(entry_id), CopyForm())


@bp.post("/entries/<id:entry_id>/copy")
@needs("R", "library")
def copy_entry(entry_id: str) -> Response | tuple[str, int]:
    """Copy an experiment's plan into one of one's own engagements, where the right to it lies."""
    shown, form, targets = _get(entry_id), CopyForm(), _targets()
    if not targets:
        raise Conflict(N_("You have no open engagement to copy it to."))
    source = get_experiment(current_actor(), entry_id)
    form.offer([(one.public_id, one.name) for one in targets])
    if not form.validate_on_submit():
        return _page(shown, form), 422
    (target,) = [one for one in targets if one.public_id == form.engagement.data]
    with transaction():
        made = _copied(source, target, as_concept=form.copy_as.data == "concept")
    flash(_("The plan is copied; now make it your own."), "success")
    return redirect(_made_url(made))


def _get(entry_id: str) -> Shown:
    mine = my_engagements(current_actor())
    hit, text = search.get_entry(current_actor(), entry_id, mine, language())
    require_record(hit.kind, hit.record_id)
    return Shown(hit, text, mine)


def _page(shown: Shown, form: CopyForm) -> str:
    hit = shown.hit
    text = f"{hit.title_text}\n{shown.text}"
    like = search.similar(
        text, hit.kind, hit.record_id, engagements=shown.mine, language=language()
    )
    names = names_for({}, [hit, *like])
    targets = _targets() if hit.kind is EntryKind.EXPERIMENT else []
    form.offer([(one.public_id, one.name) for one in targets])
    return render_template(
        "library/entry.html",
        hit=hit,
        text=shown.text,
        facts=hit_facts(hit, names),
        record_url=_record_url(shown),
        like=[(other, hit_url(other), hit_facts(other, names)) for other in like],
        citations=_citations(hit, names),
        form=form if targets else None,
    )


def _targets() -> list[Engagement]:
    """The open engagements in which the one who asks may plan an experiment."""
    actor = current_actor()
    return [one for one in list_my_engagements(actor) if can_plan_experiments(actor, one)]


def _copied(source: Experiment, target: Engagement, *, as_concept: bool) -> Experiment | Concept:
    actor = current_actor()
    if as_concept:
        return services.copy_as_concept(actor, source=source, engagement=target)
    owner = db.session.get_one(User, actor.id)
    return services.copy_as_experiment(actor, source=source, engagement=target, owner=owner)


def _made_url(made: Experiment | Concept) -> str:
    if isinstance(made, Concept):
        return url_for("experiments.concept", concept_id=made.public_id)
    return url_for("experiments.show", experiment_id=made.public_id)


def _record_url(shown: Shown) -> str:
    """The record itself, for those who may open it; else ""."""
    thing, endpoint, name = PAGES[shown.hit.kind]
    own = shown.hit.engagement_id in shown.mine
    if endpoint not in current_app.view_functions or not allows(
        current_actor(), "R", thing, own=own
    ):
        return ""
    values: dict[str, Any] = {name: shown.hit.public_id}
    return url_for(endpoint, **values)


def _citations(hit: Hit, names: Names) -> list[tuple[str, str]]:
    """(language, text) of the citation in Danish and in English."""
    settings = current_app.config["SETTINGS"]
    agency = names.agencies.get(hit.organisation_id or 0)
    cited = Cited(
        kind=hit.kind,
        title=hit.title_text,
        agency=agency.name if agency else "",
        happened_on=hit.happened_on,
        evidence_level=hit.evidence_level,
        address=settings.base_url + hit_url(hit),
    )
    read_on = local_day(clock.now())
    return [(spoken, citation(cited, spoken, read_on)) for spoken in ("da", "en")]
