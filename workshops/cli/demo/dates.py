"""Writes the demo's date poll: asked two days ago, answered by some."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from workshops.cli.demo.story import ZONE, Cast
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.holidays import working_days
from workshops.invitations.services import poll_facts
from workshops.planning.models.polls import DatePoll, Vote
from workshops.planning.queries import list_of_engagement
from workshops.planning.queries import polls as queries
from workshops.planning.services import polls, voting

WORDS = {"y": Vote.YES, "m": Vote.MAYBE, "n": Vote.NO}


def write_polls(story: dict[str, Any], cast: Cast) -> None:
    """Every open poll of the story."""
    for raw in story["poll"]:
        with clock.frozen_at(cast.now - timedelta(days=2)):
            poll = _ask(raw, cast)
            for guest in poll.guests:
                poll_facts.tell(guest.id, "")
        for number, line in enumerate(raw["guests"]):
            with clock.frozen_at(cast.now - timedelta(hours=40 - 5 * number)):
                _vote(poll, number, line.split(" | ")[2])


def _ask(raw: dict[str, Any], cast: Cast) -> DatePoll:
    engagement = cast.engagements[raw["engagement"]]
    actor = engagement.manager.actor()
    workshop = next(
        one for one in list_of_engagement(actor, engagement) if one.name == raw["workshop"]
    )
    days = [line.split(" | ") for line in raw["days"]]
    moments = [cast.moment(int(w), int(d), at) for w, d, at in days]
    times = [(moment, raw["minutes"]) for moment in apart(moments)]
    week, weekday = raw["closes"].split(" | ")
    closes = queries.deadline(cast.day(int(week), int(weekday)), ZONE.key)
    asked = [line.split(" | ") for line in raw["guests"]]
    return polls.open_poll(
        actor,
        workshop=workshop,
        plan=polls.PollPlan(times, closes, raw["quorum"], ZONE.key),
        people=[(cast.people[name], part == "required") for name, part, _ in asked],
    )


def apart(moments: Sequence[datetime]) -> list[datetime]:
    """The days of the story, later where a holiday has moved one onto another."""
    found: list[datetime] = []
    for moment in moments:
        local = moment.astimezone(ZONE)
        while any(local.date() == other.astimezone(ZONE).date() for other in found):
            local = datetime.combine(working_days(local.date(), 2)[1], local.time(), ZONE)
        found.append(local.astimezone(UTC))
    return found


def _vote(poll: DatePoll, number: int, letters: str) -> None:
    guest = poll.guests[number]
    actor = Actor(ActorKind.LINK, guest.id, guest.person.name)
    for slot, letter in zip(poll.slots, letters, strict=True):
        if letter in WORDS:
            voting.vote(actor, guest=guest, slot=slot, vote=WORDS[letter], now=clock.now())
