"""Reads of what belongs to a plan: themes, methods, sheet, versions; and the plan as a whole."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.text import clean_line, fold
from workshops.expectations.models import ExpectationNote, Theme, ThemeNote
from workshops.experiments.models import (
    Concept,
    ConceptExpectation,
    Experiment,
    ExperimentMethod,
    ExperimentTheme,
    Registration,
    SimilarLook,
)
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries import visible
from workshops.experiments.rules.plan import FIELDS, Plan
from workshops.experiments.rules.registration import StartNeed, as_json, start_needs
from workshops.planning.models import Method, MethodText

_LINKS = ("themes", "concept", "replicates", "owner", "methods")
COLUMNS = tuple(name for names in FIELDS.values() for name in names if name not in _LINKS)
SHEET_COLUMNS = (
    "responsible_manager",
    "responsible_title",
    "sponsor",
    "may_decide",
    "hours_released_week",
    "competing_targets",
    "routines_to_change",
    "who_loses",
    "who_tells_staff",
    "code_points",
)
OFFERED = 100
QUOTES = 3


def list_tested(experiment: Experiment) -> Sequence[Theme]:
    """The expectations that an experiment tests an answer to, in their order.

    In place of one that was merged stands the one it was merged into.
    """
    linked = (
        select(func.coalesce(Theme.merged_into_id, Theme.id))
        .join(ExperimentTheme, ExperimentTheme.theme_id == Theme.id)
        .where(ExperimentTheme.experiment_id == experiment.id)
    )
    query = (
        select(Theme)
        .where(Theme.id.in_(linked), Theme.deleted_at.is_(None))
        .order_by(Theme.position, Theme.id)
    )
    return db.session.scalars(query).all()


def list_used_methods(experiment: Experiment, language: str) -> Sequence[MethodText]:
    """The cards of the methods that an experiment used, in one language, by name."""
    query = (
        select(MethodText)
        .join(ExperimentMethod, ExperimentMethod.method_id == MethodText.method_id)
        .where(ExperimentMethod.experiment_id == experiment.id, MethodText.language == language)
        .options(joinedload(MethodText.method))
        .order_by(MethodText.name_sort, MethodText.method_id)
    )
    return db.session.scalars(query).all()


def list_method_slugs(experiment: Experiment) -> Sequence[str]:
    """The methods that an experiment used, by slug."""
    query = (
        select(Method.slug)
        .join(ExperimentMethod, ExperimentMethod.method_id == Method.id)
        .where(ExperimentMethod.experiment_id == experiment.id)
        .order_by(Method.slug)
    )
    return db.session.scalars(query).all()


def count_answered(concept: Concept) -> int:
    """How many standing expectations a concept answers, as the database has it now."""
    query = (
        select(func.count())
        .select_from(ConceptExpectation)
        .join(ConceptExpectation.theme)
        .where(
            ConceptExpectation.concept_id == concept.id,
            ConceptExpectation.answered.is_(True),
            Theme.deleted_at.is_(None),
        )
    )
    return db.session.scalar(query) or 0


def count_experiments(concept: Concept) -> int:
    """How many experiments that are not deleted test a concept."""
    query = select(func.count()).where(
        Experiment.concept_id == concept.id, Experiment.deleted_at.is_(None)
    )
    return db.session.scalar(query) or 0


def find_sheet(experiment: Experiment) -> ManagementSheet | None:
    """The management sheet, once something has been written on it."""
    return db.session.get(ManagementSheet, experiment.id)


def list_versions(experiment: Experiment) -> Sequence[Registration]:
    """The registered versions of the plan, the first one first."""
    query = select(Registration).where(Registration.experiment_id == experiment.id)
    return db.session.scalars(query.order_by(Registration.number)).all()


def list_replicable(actor: Actor, experiment: Experiment) -> Sequence[str]:
    """Names of registered experiments that this one could repeat, the newest first."""
    query = (
        visible(actor)
        .where(Experiment.registered_at.is_not(None), Experiment.id != experiment.id)
        .with_only_columns(Experiment.name)
        .order_by(Experiment.registered_at.desc(), Experiment.id.desc())
        .limit(OFFERED)
    )
    return db.session.scalars(query).all()


def find_replicable(actor: Actor, name: str) -> Experiment | None:
    """The registered experiment of that name that the actor may read; of several the newest."""
    query = (
        visible(actor)
        .where(
            Experiment.registered_at.is_not(None), Experiment.name_search == fold(clean_line(name))
        )
        .order_by(Experiment.registered_at.desc(), Experiment.id.desc())
    )
    return db.session.scalars(query).first()


def find_replicated(actor: Actor, experiment: Experiment) -> Experiment | None:
    """The experiment that this one repeats, if there is one that the actor may read."""
    if experiment.replicates_id is None:
        return None
    return db.session.scalar(visible(actor).where(Experiment.id == experiment.replicates_id))


def plan_of(experiment: Experiment) -> Plan:
    """The plan as the rules judge it."""
    names = set(Plan.__dataclass_fields__) & set(COLUMNS)
    return Plan(
        **{name: getattr(experiment, name) for name in names},
        themes=len(list_tested(experiment)),
        replicates=experiment.replicates_id is not None,
        concept_answers=count_answered(experiment.concept) if experiment.concept else None,
    )


def start_needs_of(experiment: Experiment) -> list[StartNeed]:
    """What a start asks for, each with whether it is there."""
    sheet = find_sheet(experiment)
    return start_needs(
        sheet.responsible_manager if sheet else "",
        sheet.hours_released_week if sheet else None,
        bool(experiment.decision_words) or experiment.threshold is not None,
    )


def whole_plan(experiment: Experiment) -> dict[str, Any]:
    """Every planned value, the sheet and the similar experiments as JSON, to be locked."""
    sheet = find_sheet(experiment)
    values = {name: getattr(experiment, name) for name in COLUMNS}
    values |= {
        "owner": experiment.owner.name,
        "concept": experiment.concept.name if experiment.concept else "",
        "themes": [theme.statement for theme in list_tested(experiment)],
        "methods": [card.name for card in list_used_methods(experiment, "da")],
        "replicates": _name_of(experiment.replicates_id),
        "similar": [_name_of(look.similar_id) for look in list_looks(experiment)],
        "sheet": {name: getattr(sheet, name) for name in SHEET_COLUMNS} if sheet else {},
        "readiness": sheet.readiness if sheet else {},
    }
    return {name: as_json(value) for name, value in values.items()}


def list_looks(experiment: Experiment) -> Sequence[SimilarLook]:
    """The similar experiments that were looked at for this one, in that order."""
    query = select(SimilarLook).where(SimilarLook.experiment_id == experiment.id)
    return db.session.scalars(query.order_by(SimilarLook.id)).all()


def list_quotes(themes: Sequence[Theme]) -> Sequence[ExpectationNote]:
    """Some notes of those themes that may be quoted, the first in each theme first."""
    query = (
        select(ExpectationNote)
        .join(ThemeNote, ThemeNote.note_id == ExpectationNote.id)
        .where(
            ThemeNote.theme_id.in_([theme.id for theme in themes]),
            ExpectationNote.quote_consent.is_(True),
            ExpectationNote.withdrawn_at.is_(None),
            ExpectationNote.hidden_at.is_(None),
        )
        .order_by(ThemeNote.position, ExpectationNote.id)
        .limit(QUOTES)
    )
    return db.session.scalars(query).all() if themes else []


def find_look(experiment: Experiment, similar: Experiment) -> SimilarLook | None:
    """The look at one similar experiment, if there was one."""
    query = select(SimilarLook).where(
        SimilarLook.experiment_id == experiment.id, SimilarLook.similar_id == similar.id
    )
    return db.session.scalar(query)


def _name_of(experiment_id: int | None) -> str:
    name = select(Experiment.name).where(Experiment.id == experiment_id)
    return db.session.scalar(name) or "" if experiment_id else ""
