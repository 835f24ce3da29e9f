"""Bringing deleted records back, and removing them for good after 30 days."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.deliverables import services as deliverables
from workshops.deliverables.services import packs
from workshops.engagements.services import files, tasks
from workshops.engagements.services import records as engagements
from workshops.expectations.services import themes
from workshops.experiments.services import concepts, learning, plans
from workshops.library import services as library
from workshops.overview.queries.deleted import KINDS, get_deleted, list_expired
from workshops.people import services as people
from workshops.people.services import organisations
from workshops.planning.services import methods, rooms, workshops
from workshops.search.services import remove_engagement


def _restore_finding(actor: Actor, finding: Any) -> None:
    learning.restore_finding(actor, experiment=finding.experiment, finding=finding)


RESTORE: dict[str, Callable[[Actor, Any], object]] = {
    "engagement": lambda actor, it: engagements.restore_engagement(actor, engagement=it),
    "task": lambda actor, it: tasks.restore_task(actor, task=it),
    "file": lambda actor, it: files.restore_file(actor, engagement=it.engagement, file=it.file),
    "workshop": lambda actor, it: workshops.restore_workshop(actor, workshop=it),
    "theme": lambda actor, it: themes.restore_theme(actor, theme=it),
    "concept": lambda actor, it: concepts.restore_concept(actor, concept=it),
    "experiment": lambda actor, it: plans.restore_experiment(actor, experiment=it),
    "deliverable": lambda actor, it: deliverables.restore_deliverable(actor, deliverable=it),
    "barrier": _restore_finding,
    "skill": _restore_finding,
    "artefact": _restore_finding,
    "pack": lambda actor, it: packs.restore_pack(actor, pack=it),
    "person": lambda actor, it: people.restore_person(actor, person=it),
    "organisation": lambda actor, it: organisations.restore_organisation(actor, organisation=it),
    "room": lambda actor, it: rooms.restore_room(actor, room=it),
    "search": lambda actor, it: library.restore_search(actor, search=it),
    "method": lambda actor, it: methods.restore_method(actor, method=it),
}
LOWEST_FIRST = (
    "pack",
    "barrier",
    "skill",
    "artefact",
    "deliverable",
    "search",
    "experiment",
    "concept",
    "theme",
    "task",
    "workshop",
    "engagement",
    "method",
    "room",
    "person",
    "organisation",
)


def restore(actor: Actor, *, kind: str, public_id: str, now: datetime) -> None:
    """Bring one record back. Raises NotFound, or what its slice has to say against it."""
    record = get_deleted(actor, kind, public_id, now=now)
    RESTORE[kind](actor, record)


def purge_deleted(*, now: datetime) -> int:
    """Remove what was deleted more than 30 days ago; how many records that were.

    What other records still rest on stays hidden until they go: a person who once took part, a
    room in which a workshop was held.
    """
    gone = 0
    for slug in LOWEST_FIRST:
        for record in list_expired(KINDS[slug], now=now):
            try:
                with db.session.begin_nested():
                    db.session.delete(record)
                    db.session.flush()
                    if slug == "engagement":
                        remove_engagement(record.id)
                gone += 1
            except IntegrityError:
                continue
    return gone
