"""The lab's ledger: counts by status, and by organisation with what stands below each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from workshops.adoption.models import Adoption
from workshops.adoption.queries import visible
from workshops.adoption.rules import Counts, roll_up
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.people.models import Organisation


@dataclass(frozen=True)
class Row:
    """One organisation in its place in the tree; `counts` include all below it."""

    organisation: Organisation
    depth: int
    own: int
    counts: Counts

    @property
    def total(self) -> int:
        """How many recommendations it has, with all below it."""
        return sum(self.counts.values())


def count_by_status(actor: Actor, engagement: Engagement | None = None) -> Counts:
    """How many recommendations stand where, in the whole lab or in one engagement."""
    query = visible(actor).with_only_columns(Adoption.status, func.count(Adoption.id))
    if engagement is not None:
        query = query.where(Adoption.engagement_id == engagement.id)
    return Counter(dict(db.session.execute(query.group_by(Adoption.status)).all()))


def list_by_organisation(actor: Actor) -> Sequence[Row]:
    """Every organisation with recommendations in it or below it: parents first, by name."""
    query = (
        visible(actor)
        .with_only_columns(Engagement.organisation_id, Adoption.status, func.count(Adoption.id))
        .group_by(Engagement.organisation_id, Adoption.status)
    )
    own: dict[int, Counts] = defaultdict(Counter)
    for number, status, count in db.session.execute(query):
        own[number][status] += count
    if not own:
        return []
    every = {
        one.id: one for one in db.session.scalars(select(Organisation).order_by(Organisation.id))
    }
    parents = {one.id: one.parent_id for one in every.values()}
    counts = roll_up(own, parents)
    kept = {number: every[number] for number, count in counts.items() if sum(count.values())}
    return list(_rows(kept, own, counts))


def below(organisation: Organisation, rows: Sequence[Row]) -> frozenset[int]:
    """The numbers of an organisation and of all that stand below it, as far as rows tell."""
    found = {organisation.id}
    for row in rows:
        if row.organisation.parent_id in found:
            found.add(row.organisation.id)
    return frozenset(found)


def _rows(
    kept: Mapping[int, Organisation], own: Mapping[int, Counts], counts: Mapping[int, Counts]
) -> Iterator[Row]:
    below_: dict[int | None, list[Organisation]] = defaultdict(list)
    for one in sorted(kept.values(), key=lambda one: (one.name_sort, one.id)):
        below_[one.parent_id if one.parent_id in kept else None].append(one)
    waiting = [(one, 0) for one in reversed(below_[None])]
    while waiting:
        one, depth = waiting.pop()
        yield Row(one, depth, sum(own.get(one.id, {}).values()), counts[one.id])
        waiting.extend((child, depth + 1) for child in reversed(below_[one.id]))
