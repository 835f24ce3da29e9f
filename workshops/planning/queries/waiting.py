"""What of workshops waits for the actor, for Today: the words that are shown, no whole records."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.engine import Row

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import STATEMENTS, db
from workshops.engagements.models import Engagement
from workshops.people.models import Person
from workshops.planning.models import Participation, Sitting, Workshop
from workshops.planning.models.attendance import Substitution, SubstitutionState
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollState, PollVote
from workshops.planning.queries import is_theirs, visible
from workshops.planning.rules import polls as rules

_VOTES = (
    select(PollSlot.poll_id, PollSlot.id, PollSlot.starts_at, PollGuest.required, PollVote.vote)
    .join(PollVote.slot)
    .join(PollVote.guest)
    .where(
        PollSlot.poll_id.in_(bindparam("polls", expanding=True)),
        PollSlot.removed_at.is_(None),
        PollSlot.starts_at > bindparam("now"),
    )
    .order_by(PollVote.id)
)


@dataclass(frozen=True)
class Undecided:
    """A poll to choose a date from, because it is "late" or because "enough" people can come."""

    public_id: str
    workshop: str
    engagement: str
    why: str


def list_to_decide(actor: Actor, now: datetime) -> list[Undecided]:
    """The actor's open polls that are past their last day ("late") or whose best day has enough
    people ("enough"), the earliest deadline first; two queries at most."""
    if not allows(actor, "P", "date_poll", own=True):
        return []
    polls = db.session.execute(_theirs_open(actor)).all()
    enough = _with_enough({poll.id: poll.quorum for poll in polls if poll.closes_at > now}, now)
    return [
        Undecided(
            poll.public_id,
            poll.workshop,
            poll.engagement,
            "late" if poll.closes_at <= now else "enough",
        )
        for poll in polls
        if poll.closes_at <= now or poll.id in enough
    ]


@lru_cache(maxsize=STATEMENTS)
def _theirs_open(actor: Actor) -> Select[int, str, datetime, int, str, str]:
    return (
        visible(actor)
        .join(DatePoll, DatePoll.workshop_id == Workshop.id)
        .where(DatePoll.state == PollState.OPEN, is_theirs(actor))
        .with_only_columns(
            DatePoll.id,
            DatePoll.public_id,
            DatePoll.closes_at,
            DatePoll.quorum,
            Workshop.name.label("workshop"),
            Engagement.name.label("engagement"),
        )
        .order_by(DatePoll.closes_at, DatePoll.id)
        .limit(10)
    )


def _with_enough(quorums: dict[int, int], now: datetime) -> set[int]:
    """Which polls have a best day that nothing speaks against; days without a vote are not read,
    as nobody can come."""
    if not quorums:
        return set()
    days: dict[tuple[int, int, datetime], list[rules.Ballot]] = defaultdict(list)
    for poll, day, starts_at, required, vote in db.session.execute(
        _VOTES, {"polls": list(quorums), "now": now}
    ):
        days[poll, day, starts_at].append(rules.Ballot("", required, {day: vote}))
    tallies: dict[int, list[rules.Tally]] = defaultdict(list)
    for (poll, day, starts_at), ballots in days.items():
        tallies[poll].append(rules.tally(day, starts_at, ballots, quorums[poll]))
    tops = {poll: rules.best(found, now) for poll, found in tallies.items()}
    return {poll for poll, top in tops.items() if top and rules.needs_reason(top) is None}


def list_proposals_to_me(actor: Actor) -> Sequence[Row[str, str, str]]:
    """Who of the guests of the actor's workshops wants to send somebody else, with the workshop's
    id and name; the oldest first, ten at most."""
    return db.session.execute(_proposed(actor)).all()


@lru_cache(maxsize=STATEMENTS)
def _proposed(actor: Actor) -> Select[str, str, str]:
    return (
        select(Person.name.label("guest"), Workshop.public_id, Workshop.name.label("workshop"))
        .select_from(Substitution)
        .join(Substitution.given_up)
        .join(Participation.person)
        .join(Participation.sitting)
        .join(Sitting.workshop)
        .where(
            Substitution.state == SubstitutionState.PROPOSED,
            Participation.removed_at.is_(None),
            Workshop.deleted_at.is_(None),
            is_theirs(actor),
        )
        .order_by(Substitution.id)
        .limit(10)
    )
