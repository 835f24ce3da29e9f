"""The register of experiments, narrowed and sorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func
from sqlalchemy.orm import contains_eager

from workshops.accounts.models import User
from workshops.core.actor import Actor
from workshops.core.columns import every_word
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision, ExperimentKind, ExperimentState
from workshops.experiments.queries import visible
from workshops.people.models import Organisation
from workshops.people.queries import organisations_among

SORTS: Mapping[str, Any] = {
    "name": Experiment.name_sort,
    "agency": Organisation.name_sort,
    "owner": User.name_sort,
    "state": Experiment.state,
    "starts": Experiment.starts_on,
    "decision": Experiment.decision,
    "evidence": Experiment.evidence_level,
}


@dataclass(frozen=True)
class RegisterFilter:
    """What the register is narrowed to; "" means everything."""

    text: str = ""
    state: str = ""
    kind: str = ""
    decision: str = ""
    evidence: str = ""
    organisation: str = ""
    area: str = ""
    year: str = ""
    engagement: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is narrowed at all."""
        return self != RegisterFilter()


def search_register(actor: Actor, wanted: RegisterFilter) -> Select[Experiment]:
    """The experiments that the actor may read, narrowed; not ordered yet."""
    query = (
        visible(actor)
        .join(Engagement.organisation)
        .join(Experiment.owner)
        .options(
            contains_eager(Experiment.engagement).contains_eager(Engagement.organisation),
            contains_eager(Experiment.owner),
        )
    )
    names = (Experiment.name_search, Engagement.name_search, Organisation.name_search)
    return query.where(*every_word(wanted.text, *names), *_fixed(wanted), *_placed(wanted))


def list_years(actor: Actor) -> Sequence[int]:
    """The years in which experiments that the actor may read begin, the latest first."""
    first, last = db.session.execute(
        visible(actor).with_only_columns(
            func.min(Experiment.starts_on), func.max(Experiment.starts_on)
        )
    ).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def list_agencies(actor: Actor) -> Sequence[tuple[str, str]]:
    """(public id, name) of every agency with an experiment that the actor may read, by name."""
    return organisations_among(visible(actor).with_only_columns(Engagement.organisation_id))


def _fixed(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state in set(ExperimentState):
        found.append(Experiment.state == ExperimentState(wanted.state))
    if wanted.kind in set(ExperimentKind):
        found.append(Experiment.kind == ExperimentKind(wanted.kind))
    if wanted.decision in set(Decision):
        found.append(Experiment.decision == Decision(wanted.decision))
    if wanted.evidence in ("1", "2", "3", "4", "5"):
        found.append(Experiment.evidence_level == int(wanted.evidence))
    return found


def _placed(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.organisation:
        found.append(Organisation.public_id == wanted.organisation)
    if wanted.area:
        found.append(Engagement.policy_area.startswith(wanted.area, autoescape=True))
    if wanted.engagement:
        found.append(Engagement.public_id == wanted.engagement)
    if wanted.year.isdecimal() and len(wanted.year) == len("2026"):
        first, last = date(int(wanted.year) or 1, 1, 1), date(int(wanted.year) or 1, 12, 31)
        found.append(and_(Experiment.starts_on >= first, Experiment.starts_on <= last))
    return found
