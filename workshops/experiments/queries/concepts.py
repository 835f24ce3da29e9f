"""Reads of concepts: everybody who may read the engagement's themes may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, distinct, func, select
from sqlalchemy.orm import contains_eager, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.engagements.queries import visible as visible_engagements
from workshops.expectations.models import Theme
from workshops.experiments import permissions
from workshops.experiments.models import Concept, ConceptExpectation, Experiment
from workshops.experiments.queries import visible


@dataclass(frozen=True)
class ConceptRow:
    """A concept in a list, with how many expectations it answers and does not."""

    concept: Concept
    answered: int
    unanswered: int


def get_concept(actor: Actor, public_id: str, *, deleted: bool = False) -> Concept:
    """One concept with its engagement and what it answers, or with `deleted` one in the bin.

    Raises NotFound, also when invisible.
    """
    query = (
        _standing(actor, deleted)
        .where(Concept.public_id == public_id)
        .options(
            contains_eager(Concept.engagement).joinedload(Engagement.organisation),
            contains_eager(Concept.engagement).selectinload(Engagement.members),
            selectinload(Concept.expectations)
            .joinedload(ConceptExpectation.theme)
            .joinedload(Theme.merged_into),
        )
    )
    found = db.session.scalar(query)
    if found is None or (deleted and not permissions.can_delete_concepts(actor, found.engagement)):
        raise NotFound(N_("There is no such concept."))
    return found


def list_concepts(actor: Actor, engagement: Engagement) -> Sequence[ConceptRow]:
    """The concepts of an engagement by name, with how many expectations each answers."""
    standing = func.coalesce(Theme.merged_into_id, Theme.id)
    answered = func.count(distinct(case((ConceptExpectation.answered.is_(True), standing))))
    unanswered = func.count(distinct(case((ConceptExpectation.answered.is_(False), standing))))
    counts = (
        select(ConceptExpectation.concept_id, answered.label("yes"), unanswered.label("no"))
        .join(ConceptExpectation.theme)
        .where(Theme.engagement_id == engagement.id, Theme.deleted_at.is_(None))
        .group_by(ConceptExpectation.concept_id)
        .subquery()
    )
    query: Any = (
        _standing(actor)
        .outerjoin(counts, counts.c.concept_id == Concept.id)
        .where(Concept.engagement_id == engagement.id)
        .with_only_columns(Concept, counts.c.yes, counts.c.no)
        .order_by(Concept.name_sort, Concept.id)
    )
    return [ConceptRow(one, yes or 0, no or 0) for one, yes, no in db.session.execute(query)]


def list_tests(actor: Actor, concept: Concept) -> Sequence[Experiment]:
    """The experiments that test a concept and that the actor may read; the oldest first."""
    query = visible(actor).where(Experiment.concept_id == concept.id)
    return db.session.scalars(query.order_by(Experiment.id)).all()


def _standing(actor: Actor, deleted: bool = False) -> Select[Concept]:
    return (
        select(Concept)
        .join(Concept.engagement)
        .where(
            Concept.deleted_at.is_not(None) if deleted else Concept.deleted_at.is_(None),
            Engagement.id.in_(visible_engagements(actor).with_only_columns(Engagement.id)),
        )
    )
