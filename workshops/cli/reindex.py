"""Building the library's index anew from every slice's records."""

from collections.abc import Iterator

import click
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workshops.core.db import db, transaction
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.services.finding import put_deliverable
from workshops.engagements.models import Engagement
from workshops.expectations.models import Theme
from workshops.expectations.services import entries as themes
from workshops.experiments.models import Experiment
from workshops.experiments.services import entries as experiments
from workshops.planning.models import Method
from workshops.planning.services import entries as methods
from workshops.search.services import Entry, follow_engagement
from workshops.search.services import reindex as replace_index


@click.command(help="Build the library's index anew from all records.")
def reindex() -> None:
    """Everything that can be found is put into an empty index, in one transaction."""
    with transaction():
        entries = rebuild()
    click.echo(f"{entries} entries are in the library.")


def rebuild() -> int:
    """Replace the index inside the caller's transaction; how many entries it then has."""
    count = replace_index(_entries())
    newest = select(DeliverableVersion).where(DeliverableVersion.superseded_at.is_(None))
    for version in db.session.scalars(newest.order_by(DeliverableVersion.id)).all():
        put_deliverable(version)
        count += version.deliverable.library_listed
    _follow_deleted()
    return count


def _entries() -> Iterator[Entry]:
    agency = (joinedload(Engagement.organisation),)
    plans = (
        select(Experiment)
        .join(Experiment.engagement)
        .where(Experiment.deleted_at.is_(None))
        .options(contains_eager(Experiment.engagement).options(*agency))
        .order_by(Experiment.id)
    )
    yield from map(experiments.entry_of, db.session.scalars(plans))
    borne = (
        select(Theme)
        .join(Theme.engagement)
        .where(Theme.deleted_at.is_(None), Theme.merged_into_id.is_(None))
        .options(contains_eager(Theme.engagement).options(*agency))
        .order_by(Theme.id)
    )
    yield from map(themes.entry_of, db.session.scalars(borne))
    cards = (
        select(Method)
        .where(Method.deleted_at.is_(None))
        .options(selectinload(Method.texts))
        .order_by(Method.id)
    )
    yield from map(methods.entry_of, db.session.scalars(cards))


def _follow_deleted() -> None:
    """What belongs to an engagement in the bin is hidden with it."""
    deleted = select(Engagement).where(Engagement.deleted_at.is_not(None))
    for one in db.session.scalars(deleted.options(joinedload(Engagement.organisation))).all():
        follow_engagement(
            one.id,
            organisation_id=one.organisation_id,
            level=one.organisation.level.value,
            policy_area=one.policy_area,
            hidden=True,
        )
