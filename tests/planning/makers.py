"""Date polls and guests at the door, for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from tests.factories import make_engagement, make_person, make_user, make_workshop, save
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db, transaction
from workshops.jobs.runner import work_one
from workshops.people.models import Person
from workshops.planning.models import Participation, Sitting, Workshop
from workshops.planning.models.attendance import CheckInCode
from workshops.planning.models.polls import DatePoll, Vote
from workshops.planning.queries import polls as queries
from workshops.planning.rules.attendance import new_code
from workshops.planning.services import polls, voting
from workshops.planning.services.polls import PollPlan

TIMES = tuple((datetime(2027, 1, day, 8, 0, tzinfo=UTC), 240) for day in (12, 13, 14))
CLOSES = datetime(2026, 12, 4, 23, 0, tzinfo=UTC)


def make_poll(
    workshop: Workshop | None = None,
    people: Sequence[tuple[Person, bool]] = (),
    *,
    times: Sequence[tuple[datetime, int]] = TIMES,
    quorum: int = 2,
    with_holds: bool = False,
    told: bool = True,
) -> DatePoll:
    """An open poll about three mornings in January; three people, the first one required.

    Unless `told` is false, the worker has written to everybody already.
    """
    workshop = workshop or make_workshop(make_engagement(make_user(name="Mette Lund")))
    asked = people or [
        (make_person(name=name), number == 0)
        for number, name in enumerate(("Åse Ærlig", "Bo Dahl", "Eva Holm"))
    ]
    plan = PollPlan(times, CLOSES, quorum, with_holds=with_holds)
    with transaction():
        poll = polls.open_poll(
            workshop.engagement.manager.actor(), workshop=workshop, plan=plan, people=asked
        )
    if told:
        work()
    return poll


def work() -> None:
    """Do every job that is due."""
    while work_one():
        pass


def cast(poll: DatePoll, number: int, word: str) -> None:
    """Let the guest of that number say one letter a day, in the order of time: y, m, n or -."""
    said = {"y": Vote.YES, "m": Vote.MAYBE, "n": Vote.NO}
    with transaction():
        guest = poll.guests[number]
        actor = Actor(ActorKind.LINK, guest.id, guest.person.name)
        for slot, letter in zip(poll.slots, word, strict=True):
            if letter in said:
                voting.vote(actor, guest=guest, slot=slot, vote=said[letter], now=clock.now())


def standing(poll: DatePoll) -> list[tuple[int, int, int, int]]:
    """Yes, if need be, no and silent for each day, by time."""
    return [(one.yes, one.maybe, one.no, one.silent) for one in queries.tallies(poll)]


def make_code(participation: Participation) -> CheckInCode:
    """A valid code for somebody."""
    return save(CheckInCode(participation_id=participation.id, code=new_code()))


def manager_of(poll: DatePoll) -> Actor:
    """The project manager of a poll's engagement, as the one who acts."""
    return poll.workshop.engagement.manager.actor()


def holds_of(poll: DatePoll) -> list[Sitting]:
    """Days of a poll's workshop that still stand in calendars as holds, by start."""
    return list(
        db.session.scalars(
            select(Sitting)
            .where(
                Sitting.workshop_id == poll.workshop_id,
                Sitting.is_hold,
                Sitting.removed_at.is_(None),
            )
            .order_by(Sitting.starts_at)
        )
    )
