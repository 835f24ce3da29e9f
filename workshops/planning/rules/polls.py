"""How the days of a poll are counted, ranked and chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workshops.core.holidays import working_day_before
from workshops.core.text import N_
from workshops.planning.models.polls import Vote

MOST_SLOTS = 20
MOST_HOLDS = 300
NUDGE_DAYS_BEFORE = 2
NUDGE_AT = time(9)


@dataclass(frozen=True)
class Ballot:
    """What one person said; `votes` has the days, by number, that they said something about."""

    name: str
    required: bool
    votes: Mapping[int, Vote] = field(default_factory=dict)


@dataclass(frozen=True)
class Tally:
    """How one day stands. Names are of required persons only."""

    slot: int
    starts_at: datetime
    yes: int
    maybe: int
    no: int
    silent: int
    refused: tuple[str, ...]
    required_able: int
    quorum: int

    @property
    def able(self) -> int:
        """How many can come: yes and if need be."""
        return self.yes + self.maybe

    @property
    def reached(self) -> bool:
        """Whether enough people can come."""
        return self.able >= self.quorum

    @property
    def rank(self) -> tuple[int, int, bool, int, datetime, int]:
        """The lowest is the best day: required persons, then quorum, then warmth, then time."""
        warmth = 2 * self.yes + self.maybe
        return (
            len(self.refused),
            -self.required_able,
            not self.reached,
            -warmth,
            self.starts_at,
            self.slot,
        )


def tally(slot: int, starts_at: datetime, ballots: Sequence[Ballot], quorum: int) -> Tally:
    """Count one day."""
    said = [ballot.votes.get(slot) for ballot in ballots]
    required = [(ballot.name, ballot.votes.get(slot)) for ballot in ballots if ballot.required]
    return Tally(
        slot=slot,
        starts_at=starts_at,
        yes=said.count(Vote.YES),
        maybe=said.count(Vote.MAYBE),
        no=said.count(Vote.NO),
        silent=said.count(None),
        refused=tuple(name for name, vote in required if vote is Vote.NO),
        required_able=sum(1 for _, vote in required if vote in (Vote.YES, Vote.MAYBE)),
        quorum=quorum,
    )


def ranked(tallies: Collection[Tally]) -> list[Tally]:
    """The days, the best first."""
    return sorted(tallies, key=lambda one: one.rank)


def best(tallies: Collection[Tally], now: datetime) -> Tally | None:
    """The day to propose: the best one still to come for which somebody can; None for no vote."""
    coming = [one for one in tallies if one.starts_at > now and one.able]
    return ranked(coming)[0] if coming else None


def needs_reason(chosen: Tally) -> str | None:
    """The message id of why choosing this day wants a reason, or None when nothing speaks
    against it."""
    if chosen.refused:
        return N_("Somebody who must be there has said no to this day.")
    if not chosen.reached:
        return N_("Fewer can come than you said are needed.")
    return None


def closes_at(day: date, zone: str) -> datetime:
    """The end of the last day to answer."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone))


def last_day(closes: datetime, zone: str) -> date:
    """The last day to answer, of a deadline that `closes_at` made."""
    return (closes.astimezone(ZoneInfo(zone)) - timedelta(minutes=1)).date()


def nudge_at(closes: datetime, zone: str) -> datetime:
    """When those who have not voted are reminded: 9.00 two days before the last day, or on the
    working day before that."""
    day = working_day_before(last_day(closes, zone) - timedelta(days=NUDGE_DAYS_BEFORE))
    return datetime.combine(day, NUDGE_AT, ZoneInfo(zone))


def obstacle(*, ended: bool, closes: datetime, now: datetime) -> str | None:
    """The message id of why nobody can vote any more, or None."""
    if ended:
        return N_("The poll is over.")
    if now >= closes:
        return N_("The last day to answer has passed.")
    return None
