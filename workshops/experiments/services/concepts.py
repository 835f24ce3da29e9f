"""Writing concepts, saying what they answer, and their way to a test."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean, clean_line
from workshops.engagements.models import Engagement
from workshops.engagements.services.versions import check_version, touch
from workshops.expectations.models import Theme
from workshops.experiments import permissions
from workshops.experiments.models import Concept, ConceptExpectation
from workshops.experiments.models.kinds import ConceptState
from workshops.experiments.queries.plans import count_answered, count_experiments
from workshops.experiments.rules import states

IN_TEST = (ConceptState.READY, ConceptState.IN_TEST)


@dataclass(frozen=True)
class Stand:
    """What a concept says to one expectation."""

    theme: Theme
    answered: bool
    remark: str = ""


@dataclass(frozen=True)
class ConceptDraft:
    """A concept as it is written."""

    name: str
    description: str = ""
    stands: Sequence[Stand] = field(default_factory=tuple)


def add_concept(actor: Actor, *, engagement: Engagement, draft: ConceptDraft) -> Concept:
    """Write a concept down as an idea. Raises NotAllowed and Invalid."""
    if not permissions.can_plan_concepts(actor, engagement):
        raise NotAllowed(N_("Only those who work on the engagement can write concepts for it."))
    concept = Concept(engagement=engagement, name=clean_line(draft.name))
    db.session.add(concept)
    _write(concept, draft)
    _note(actor, "created", concept)
    return concept


def change_concept(actor: Actor, *, concept: Concept, draft: ConceptDraft, version: int) -> Concept:
    """Change a concept and what it answers.

    Raises NotAllowed, Stale, and Invalid when one that is ready or in test would answer nothing.
    """
    _may_edit(actor, concept)
    check_version(concept, version)
    _write(concept, draft)
    untestable = states.untestable(count_answered(concept))
    if untestable and concept.state in IN_TEST:
        raise Invalid(untestable)
    touch(concept)
    db.session.flush()
    _note(actor, "changed", concept)
    return concept


def move_concept(actor: Actor, *, concept: Concept, to: ConceptState) -> Concept:
    """Make a concept ready for test, drop it, or make it an idea again.

    Raises Conflict when it answers no expectation or stands otherwise by now.
    """
    _may_edit(actor, concept)
    obstacle = states.concept_obstacle(concept.state, to, count_answered(concept))
    if obstacle:
        raise Conflict(obstacle)
    concept.state = to
    db.session.flush()
    _note(actor, f"concept_{to.value}", concept)
    return concept


def delete_concept(actor: Actor, *, concept: Concept) -> None:
    """Put a concept in the bin for 30 days. Raises Conflict once an experiment rests on it."""
    _may_delete(actor, concept)
    if concept.state in (ConceptState.IN_TEST, ConceptState.TESTED):
        raise Conflict(N_("The concept has been tested, and its experiments rest on it. Drop it."))
    if count_experiments(concept):
        raise Conflict(N_("The concept is part of an experiment. Take it out there first."))
    concept.deleted_at = clock.now()
    db.session.flush()
    _note(actor, "deleted", concept)


def restore_concept(actor: Actor, *, concept: Concept) -> Concept:
    """Take a concept out of the bin."""
    _may_delete(actor, concept)
    concept.deleted_at = None
    db.session.flush()
    _note(actor, "restored", concept)
    return concept


def _write(concept: Concept, draft: ConceptDraft) -> None:
    if any(stand.theme.engagement_id != concept.engagement.id for stand in draft.stands):
        raise Invalid(N_("The expectation belongs to another engagement."))
    if any(not stand.answered and not stand.remark for stand in draft.stands):
        raise Invalid(N_("Say why the concept does not answer an expectation."))
    concept.name, concept.description = clean_line(draft.name), clean(draft.description)
    db.session.flush()
    db.session.execute(
        delete(ConceptExpectation).where(ConceptExpectation.concept_id == concept.id)
    )
    rows = (
        ConceptExpectation(
            concept_id=concept.id,
            theme_id=stand.theme.id,
            answered=stand.answered,
            remark=clean_line(stand.remark),
        )
        for stand in draft.stands
    )
    db.session.add_all(rows)
    db.session.flush()
    db.session.expire(concept, ["expectations"])


def _note(actor: Actor, act: str, concept: Concept) -> None:
    db.session.flush()
    activity.record(actor, act, concept, title=concept.name, engagement_id=concept.engagement_id)


def _may_edit(actor: Actor, concept: Concept) -> None:
    if not permissions.can_edit_concepts(actor, concept.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can change its concepts."))
    require_there(concept)


def _may_delete(actor: Actor, concept: Concept) -> None:
    if not permissions.can_delete_concepts(actor, concept.engagement):
        raise NotAllowed(N_("Only the engagement's project managers can delete its concepts."))
