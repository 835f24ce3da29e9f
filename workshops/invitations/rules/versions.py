"""When a calendar entry gets a new version, and whether the guest is asked again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from workshops.core import clock
from workshops.planning.models import Answer

ASKS_AGAIN = frozenset({"starts_at", "ends_at", "timezone", "venue", "online"})


@dataclass(frozen=True)
class Shown:
    """What one guest's calendar entry shows; kept as JSON with the invitation when it is sent.

    `venue` is the building's address, `room` the door in it; `online` is whether this guest
    takes part from elsewhere, `waiting` whether they are on the waiting list.
    """

    starts_at: datetime
    ends_at: datetime
    timezone: str
    venue: str
    online: bool
    room: str
    join_url: str
    title: str
    text: str
    waiting: bool = False

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        instants = {name: getattr(self, name).isoformat() for name in ("starts_at", "ends_at")}
        return {**asdict(self), **instants}

    @classmethod
    def from_json(
        cls, kept: Mapping[str, Any], otherwise: "Callable[[], Shown] | None" = None
    ) -> "Shown":
        """What `as_json` wrote; what an older release did not keep is taken from `otherwise`.

        Raises TypeError when something is missing and there is nothing to take it from.
        """
        values: dict[str, Any] = {"waiting": False}
        for each in fields(cls):
            value = _kept(each.name, kept.get(each.name))
            if value is not None:
                values[each.name] = value
        if otherwise is None or len(values) == len(fields(cls)):
            return cls(**values)
        return replace(otherwise(), **values)


def _kept(name: str, value: Any) -> Any:
    """One value of an entry as it was kept; None where it cannot be one."""
    if name in ("online", "waiting"):
        return value if isinstance(value, bool) else None
    if not isinstance(value, str):
        return None
    try:
        if name == "timezone":
            return ZoneInfo(value).key
        return clock.read_instant(value) if name in ("starts_at", "ends_at") else value
    except (ValueError, OSError, KeyError):
        return None


class Weight(StrEnum):
    """What a change means to a guest: nothing, worth telling, or a new question."""

    NONE = "none"
    TELLS = "tells"
    ASKS = "asks"


@dataclass(frozen=True)
class Version:
    """The next version: its number, the answer it echoes, whether it asks, what was answered to
    an older version."""

    sequence: int
    answer: Answer
    asks: bool
    older: Answer | None


def changes(sent: Shown, now: Shown) -> tuple[str, ...]:
    """The names of what differs between what a guest has and what stands now.

    A place is left out: whoever gets or loses one is told at once.
    """
    now = replace(now, waiting=sent.waiting)
    return tuple(
        each.name for each in fields(Shown) if getattr(sent, each.name) != getattr(now, each.name)
    )


def echoed(shown: Shown, answer: Answer) -> Answer:
    """An answer as the entry shows it: a yes of somebody who waits is not settled."""
    return Answer.MAYBE if shown.waiting and answer is Answer.YES else answer


def weigh(changed: tuple[str, ...]) -> Weight:
    """What a set of changes means: time and place are a new question, words and rooms are news."""
    if not changed:
        return Weight.NONE
    return Weight.ASKS if ASKS_AGAIN & set(changed) else Weight.TELLS


def next_version(
    sequence: int, answer: Answer, older: Answer | None, changed: tuple[str, ...]
) -> Version:
    """The version that follows for somebody whose answer to `sequence` was `answer`.

    An answer that no longer counts is kept as the answer to an older version, and so is one that
    was kept before. Somebody who never answered is still asked.
    """
    weight = weigh(changed)
    if weight is Weight.NONE:
        return Version(sequence, answer, answer is Answer.NONE, older)
    if weight is Weight.TELLS:
        return Version(sequence + 1, answer, answer is Answer.NONE, older)
    return Version(sequence + 1, Answer.NONE, True, answer if answer is not Answer.NONE else older)


def version_beside(shown: Iterable[Shown]) -> str:
    """A short word for what an answer is about, to see whether a button still stands beside it.

    It changes with what asks the guest anew, not with titles, rooms and links.
    """
    about = [[getattr(each, name) for name in sorted(ASKS_AGAIN)] for each in shown]
    return sha256(repr(about).encode()).hexdigest()[:16]


def next_stamp(last: datetime | None, now: datetime) -> datetime:
    """The DTSTAMP of a new message: now, and always later than the last one of the same UID."""
    return now if last is None or now > last else last + timedelta(seconds=1)


def gets_cancellation(answer: Answer, *, by_calendar: bool, sent_since: bool) -> bool:
    """Whether the end of a workshop is worth a letter: to everybody who may have the entry.

    A no of the guest's own calendar program took it away there, unless it was sent again since; a
    no by link or telephone did not.
    """
    return answer is not Answer.NO or not by_calendar or sent_since
