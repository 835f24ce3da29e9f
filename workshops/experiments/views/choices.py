"""What a plan can choose among, and the records behind what was chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from workshops.core.actor import Actor
from workshops.core.errors import Invalid
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.engagements.queries.people import find_account, list_members
from workshops.expectations.models import Theme
from workshops.expectations.queries.themes import list_themes
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.models.kinds import ConceptState
from workshops.experiments.queries.concepts import list_concepts
from workshops.experiments.queries.plans import find_replicable
from workshops.planning.queries.methods import list_method_choices
from workshops.web.fields import options
from workshops.web.language import language


def choices_for(
    actor: Actor, engagement: Engagement, names: Sequence[str], chosen: Experiment | None = None
) -> dict[str, Any]:
    """The choices of those fields that choose among records; what is chosen already stays."""
    found: dict[str, Any] = {}
    if "themes" in names:
        themes = list_themes(actor, engagement)
        found["themes"] = options([(theme.public_id, theme.statement) for theme in themes])
    if "concept" in names:
        now = chosen.concept if chosen else None
        rows = [row.concept for row in list_concepts(actor, engagement)]
        pairs = [(one.public_id, one.name) for one in rows if one == now or _usable(one)]
        found["concept"] = options(pairs, nothing=_("No concept"))
    if "owner" in names:
        people = {member.user.public_id: member.user.name for member in list_members(engagement)}
        if chosen:
            people.setdefault(chosen.owner.public_id, chosen.owner.name)
        found["owner"] = options(people.items())
    if "methods" in names:
        found["methods"] = options(list_method_choices(language()))
    return found


def records_of(actor: Actor, engagement: Engagement, values: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values with records in place of what names them. Raises Invalid."""
    found = dict(values)
    if "themes" in found:
        found["themes"] = themes_named(actor, engagement, found["themes"] or ())
    if "concept" in found:
        found["concept"] = concept_named(actor, engagement, found["concept"])
    if "owner" in found:
        found["owner"] = find_account(found["owner"])
        if found["owner"] is None:
            raise Invalid(N_("This account is closed. Choose another owner."), "owner")
    if "methods" in found:
        found["methods"] = [int(number) for number in found["methods"] or ()]
    if "replicates" in found:
        found["replicates"] = _replicated(actor, found["replicates"])
    return found


def themes_named(actor: Actor, engagement: Engagement, keys: Sequence[str]) -> list[Theme]:
    """The engagement's themes of those public ids."""
    return [theme for theme in list_themes(actor, engagement) if theme.public_id in keys]


def concept_named(actor: Actor, engagement: Engagement, key: str) -> Concept | None:
    """The engagement's concept of that public id."""
    rows = list_concepts(actor, engagement)
    return next((row.concept for row in rows if row.concept.public_id == key), None)


def answered_by(concept: Concept) -> list[Theme]:
    """The expectations that a concept says it answers and that still stand."""
    rows = [one.standing_theme for one in concept.expectations if one.answered]
    return [theme for theme in rows if theme.deleted_at is None]


def _replicated(actor: Actor, name: str) -> Experiment | None:
    if not name:
        return None
    found = find_replicable(actor, name)
    if found is None:
        raise Invalid(N_("There is no registered experiment of that title."), "replicates")
    return found


def _usable(concept: Concept) -> bool:
    return concept.state is not ConceptState.DROPPED
