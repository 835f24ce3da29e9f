"""What was deleted in the last 30 days and can be brought back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.deadlines import oldest_kept
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.deliverables import permissions as deliverables
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.packs import Pack
from workshops.engagements import permissions as engagements
from workshops.engagements.models import Engagement, EngagementFile, EngagementTask
from workshops.expectations import permissions as expectations
from workshops.expectations.models import Theme
from workshops.experiments import permissions as experiments
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.models.learning import Artefact, Barrier, SkillFinding
from workshops.files.models import StoredFile
from workshops.library.models import SavedSearch
from workshops.library.permissions import can_delete_search
from workshops.people import permissions as people
from workshops.people.models import Organisation, Person
from workshops.planning import permissions as planning
from workshops.planning.models import Method, Room, Workshop

KEPT = timedelta(days=30)
SHOWN = 200


@dataclass(frozen=True)
class Kind:
    """One kind of record that can be deleted: how it is called, read, titled and who may.

    `query` reads deleted records and others; the moment of deletion is asked about in one place.
    `held` is the model that says when, and `record_of` gives it, where another one is read.
    """

    word: str
    query: Select[Any]
    may: Callable[[Actor, Any], bool]
    title: Callable[[Any, str], str] = lambda record, _language: str(record.name)
    held: Any = None
    record_of: Callable[[Any], Any] = lambda record: record

    @property
    def model(self) -> Any:
        """The model with the moment of deletion and the public id."""
        return self.held or self.query.column_descriptions[0]["type"]


@dataclass(frozen=True)
class Deleted:
    """One deleted record."""

    kind: str
    word: str
    record: Any
    title: str

    @property
    def deleted_at(self) -> datetime:
        """When it was deleted."""
        return self.record.deleted_at  # type: ignore[no-any-return]


def _of_engagement(model: Any, *others: ORMOption) -> Select[Any]:
    """The records of a model in engagements that are still there, whose members are read too."""
    return (
        select(model)
        .join(model.engagement)
        .where(Engagement.deleted_at.is_(None))
        .options(contains_eager(model.engagement).selectinload(Engagement.members), *others)
    )


def _of_experiment(model: Any) -> Select[Any]:
    """The records of a model in experiments that are still there."""
    engagement = contains_eager(model.experiment).contains_eager(Experiment.engagement)
    return (
        select(model)
        .join(model.experiment)
        .join(Experiment.engagement)
        .where(Experiment.deleted_at.is_(None), Engagement.deleted_at.is_(None))
        .options(engagement.selectinload(Engagement.members))
    )


KINDS = {
    "engagement": Kind(
        N_("Engagement"),
        select(Engagement).options(selectinload(Engagement.members)),
        engagements.can_delete_engagement,
    ),
    "task": Kind(
        N_("Task"),
        _of_engagement(EngagementTask),
        engagements.can_delete_task,
        lambda task, _language: f"{task.title} ({task.engagement.name})",
    ),
    "file": Kind(
        N_("File"),
        _of_engagement(EngagementFile, contains_eager(EngagementFile.file)).join(
            EngagementFile.file
        ),
        lambda actor, it: engagements.can_delete_file(actor, it.engagement),
        lambda it, _language: f"{it.file.name} ({it.engagement.name})",
        StoredFile,
        lambda it: it.file,
    ),
    "workshop": Kind(
        N_("Workshop"),
        _of_engagement(Workshop, selectinload(Workshop.facilitators)),
        planning.can_delete_workshop,
    ),
    "theme": Kind(
        N_("Theme"),
        _of_engagement(Theme),
        lambda actor, theme: expectations.can_delete_themes(actor, theme.engagement),
        lambda theme, _language: str(theme.statement),
    ),
    "concept": Kind(
        N_("Concept"),
        _of_engagement(Concept),
        lambda actor, it: experiments.can_delete_concepts(actor, it.engagement),
    ),
    "experiment": Kind(
        N_("Experiment"),
        _of_engagement(Experiment),
        lambda actor, it: experiments.can_delete_experiments(actor, it.engagement),
    ),
    "deliverable": Kind(
        N_("Deliverable"),
        _of_engagement(Deliverable),
        lambda actor, it: deliverables.can_delete_drafts(actor, it.engagement),
        lambda it, _language: f"{it.title} ({it.engagement.name})",
    ),
    "barrier": Kind(
        N_("Barrier"),
        _of_experiment(Barrier),
        lambda actor, it: experiments.can_keep_barriers(actor, it.experiment.engagement),
        lambda it, _language: f"{it.text[:200]} ({it.experiment.name})",
    ),
    "skill": Kind(
        N_("Skill finding"),
        _of_experiment(SkillFinding),
        lambda actor, it: experiments.can_keep_barriers(actor, it.experiment.engagement),
        lambda it, _language: f"{it.skill} ({it.experiment.name})",
    ),
    "artefact": Kind(
        N_("Artefact"),
        _of_experiment(Artefact),
        lambda actor, it: experiments.can_edit_experiments(actor, it.experiment.engagement),
        lambda it, _language: f"{it.name} ({it.experiment.name})",
    ),
    "pack": Kind(
        N_("Pack"),
        _of_engagement(Pack),
        lambda actor, pack: deliverables.can_delete_packs(actor, pack.engagement),
        lambda pack, _language: str(pack.title),
    ),
    "person": Kind(
        N_("Person"),
        select(Person).where(Person.merged_into_id.is_(None)),
        people.can_delete_person,
    ),
    "organisation": Kind(
        N_("Organisation"),
        select(Organisation),
        lambda actor, _record: people.can_delete_organisation(actor),
    ),
    "room": Kind(
        N_("Room"),
        select(Room),
        lambda actor, _record: planning.can_delete_room(actor),
    ),
    "search": Kind(N_("Search"), select(SavedSearch), can_delete_search),
    "method": Kind(
        N_("Method"),
        select(Method).options(selectinload(Method.texts)),
        lambda actor, _record: allows(actor, "D", "method"),
        lambda method, language: str(method.text(language).name),
    ),
}


def list_deleted(actor: Actor, *, now: datetime, language: str) -> Sequence[Deleted]:
    """What the one who asks may bring back, the latest first; at most 200 of each kind."""
    found = [
        Deleted(slug, kind.word, kind.record_of(record), kind.title(record, language))
        for slug, kind in KINDS.items()
        for record in db.session.scalars(_recent(kind, now).limit(SHOWN))
        if kind.may(actor, record)
    ]
    return sorted(found, key=lambda one: (one.deleted_at, one.record.id), reverse=True)


def get_deleted(actor: Actor, slug: str, public_id: str, *, now: datetime) -> Any:
    """One deleted record that the one who asks may bring back. Raises NotFound."""
    kind = KINDS.get(slug)
    record = None
    if kind:
        record = db.session.scalar(_recent(kind, now).where(kind.model.public_id == public_id))
    if kind is None or record is None or not kind.may(actor, record):
        raise NotFound(N_("This is not in the bin."))
    return record


def _recent(kind: Kind, now: datetime) -> Select[Any]:
    """What of a kind was deleted in the last 30 days, the latest first."""
    recent = kind.query.where(kind.model.deleted_at >= oldest_kept(now, KEPT))
    return recent.order_by(kind.model.deleted_at.desc(), kind.model.id.desc())


def list_expired(kind: Kind, *, now: datetime) -> Sequence[Any]:
    """Every record of a kind that was deleted more than 30 days ago, the oldest first."""
    model = kind.model
    query = select(model).where(model.deleted_at < oldest_kept(now, KEPT))
    return db.session.scalars(query.order_by(model.deleted_at, model.id)).all()
