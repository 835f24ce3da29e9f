"""The demo's story as it is written, and its calendar."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.holidays import working_day_before, working_day_from
from workshops.engagements.models import Engagement, StrategicGoal
from workshops.expectations.models import ExpectationNote
from workshops.people.models import Organisation, Person
from workshops.planning.models import Room

TEXT = Path(__file__).with_name("story.toml")
ZONE = ZoneInfo("Europe/Copenhagen")


@dataclass
class Cast:
    """Everybody and everything that the story names, by name or key, and when it is told.

    `now` is the present of the story; its weeks are counted from that week's Monday.
    """

    now: datetime = field(default_factory=clock.now)
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    goals: list[StrategicGoal] = field(default_factory=list)
    engagements: dict[str, Engagement] = field(default_factory=dict)
    notes: dict[str, ExpectationNote] = field(default_factory=dict)

    def day(self, week: int, weekday: int) -> date:
        """A day of the story; `weekday` 0 is Monday. A holiday gives way to the nearest working day
        on the same side of the present."""
        today = self.now.astimezone(ZONE).date()
        day = today - timedelta(days=today.weekday()) + timedelta(weeks=week, days=weekday)
        if day == today or weekday > 4:
            return day
        return working_day_before(day) if day < today else working_day_from(day)

    def moment(self, week: int, weekday: int, clock_time: str) -> datetime:
        """An instant of the story from a wall time such as "09.30"."""
        wall = time.fromisoformat(clock_time.replace(".", ":"))
        return datetime.combine(self.day(week, weekday), wall, ZONE).astimezone(UTC)

    def actor(self, name: str) -> Actor:
        """An account of the story as the one who acts."""
        return self.users[name].actor()


def read() -> dict[str, Any]:
    """The story."""
    return tomllib.loads(TEXT.read_text("utf-8"))
