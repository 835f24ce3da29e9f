"""Keeping searches, and copying what others planned into one's own engagement.

A kept search is a bookmark of one account's own: it is not written into the log.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean_line
from workshops.engagements.models import Engagement
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.queries.plans import list_used_methods
from workshops.experiments.services.concepts import ConceptDraft, add_concept
from workshops.experiments.services.plans import NewExperiment, change_plan, plan_experiment
from workshops.library import permissions
from workshops.library.models import SavedSearch
from workshops.library.queries.saved import list_searches

MOST = 50
COPIED = (
    "problem",
    "hypothesis",
    "change_tested",
    "kind",
    "metric",
    "unit",
    "better",
    "metric_source",
    "operator",
    "threshold",
    "miss_margin",
    "decision_words",
    "min_n",
    "guardrails",
    "subgroups",
    "assumptions",
    "harm_check",
    "equal_treatment",
)


def save_search(actor: Actor, *, name: str, wish: Mapping[str, Sequence[str]]) -> SavedSearch:
    """Keep a search under a name. Raises NotAllowed, Invalid, and Conflict after fifty."""
    if not permissions.can_save_searches(actor) or actor.id is None:
        raise NotAllowed(N_("Only those with an account can keep searches."))
    if not clean_line(name):
        raise Invalid(N_("Give the search a name."), "name")
    if len(list_searches(actor)) >= MOST:
        raise Conflict(N_("You have kept fifty searches already; delete one first."), "name")
    search = SavedSearch(
        user_id=actor.id, name=clean_line(name), wish={key: list(v) for key, v in wish.items()}
    )
    db.session.add(search)
    db.session.flush()
    return search


def delete_search(actor: Actor, *, search: SavedSearch) -> None:
    """Put a kept search in the bin for 30 days."""
    _require_own(actor, search)
    search.deleted_at = clock.now()
    db.session.flush()


def restore_search(actor: Actor, *, search: SavedSearch) -> None:
    """Take a kept search out of the bin."""
    _require_own(actor, search)
    search.deleted_at = None
    db.session.flush()


def copy_as_experiment(
    actor: Actor, *, source: Experiment, engagement: Engagement, owner: User
) -> Experiment:
    """Begin an experiment with the plan of another, which it then replicates.

    Places, days, baseline and legal basis are one's own to find. Raises NotAllowed.
    """
    require_there(source)
    new = NewExperiment(name=source.name, owner=owner, replicates=source)
    copy = plan_experiment(actor, engagement=engagement, new=new)
    values: dict[str, Any] = {name: getattr(source, name) for name in COPIED}
    values["methods"] = [card.method_id for card in list_used_methods(source, "da")]
    return change_plan(actor, experiment=copy, values=values, version=copy.version)


def copy_as_concept(actor: Actor, *, source: Experiment, engagement: Engagement) -> Concept:
    """Write down as an idea what another experiment tested. Raises NotAllowed."""
    require_there(source)
    words = "\n\n".join(text for text in (source.change_tested, source.hypothesis) if text)
    return add_concept(
        actor, engagement=engagement, draft=ConceptDraft(name=source.name, description=words)
    )


def _require_own(actor: Actor, search: SavedSearch) -> None:
    if not permissions.can_delete_search(actor, search):
        raise NotAllowed(N_("The search is kept by somebody else."))
