"""Whether the people of a workshop make up the team it needs, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshops.core.text import sort_key
from workshops.people.models import Level
from workshops.planning.models import Answer

ORDER = (Answer.YES, Answer.MAYBE, Answer.NONE)


@dataclass(frozen=True)
class Need:
    """At least `count` people of a discipline, of a level of government, or of both."""

    discipline_id: int | None
    level: Level | None
    count: int


@dataclass(frozen=True)
class Member:
    """One person of a workshop as far as the team is concerned."""

    name: str
    discipline_id: int | None
    level: Level | None
    answer: Answer


@dataclass(frozen=True)
class Coverage:
    """How one need is met: by whom for sure, by whom perhaps, and how many places are empty."""

    need: Need
    yes: tuple[str, ...]
    maybe: tuple[str, ...]
    unanswered: tuple[str, ...]
    missing: int

    @property
    def sure(self) -> bool:
        """Whether those who said yes are enough."""
        return len(self.yes) >= self.need.count

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Whose yes would meet the need, when nobody else has to be found."""
        return () if self.sure or self.missing else self.maybe + self.unanswered


def fits(member: Member, need: Need) -> bool:
    """Whether somebody could take a place of a need."""
    right_trade = need.discipline_id is None or need.discipline_id == member.discipline_id
    right_level = need.level is None or need.level is member.level
    return right_trade and right_level


def coverage(needs: Sequence[Need], members: Sequence[Member]) -> list[Coverage]:
    """How the needs are met when each person takes one place at most.

    As many places as possible are filled by those who said yes, then by those who said maybe, then
    by those who have not answered; who said no takes no place.
    """
    places = [index for index, need in enumerate(needs) for _ in range(need.count)]
    taken: dict[int, int] = {}
    in_order = [
        index for answer in ORDER for index, member in enumerate(members) if member.answer is answer
    ]
    for index in in_order:
        _seat(index, needs, members, places, taken, set())
    return [_summary(n, need, members, places, taken) for n, need in enumerate(needs)]


def _seat(
    person: int,
    needs: Sequence[Need],
    members: Sequence[Member],
    places: Sequence[int],
    taken: dict[int, int],
    tried: set[int],
) -> bool:
    """Find a place, moving who sits there to another one if need be (augmenting path)."""
    for place, need in enumerate(places):
        if place in tried or not fits(members[person], needs[need]):
            continue
        tried.add(place)
        if place not in taken or _seat(taken[place], needs, members, places, taken, tried):
            taken[place] = person
            return True
    return False


def _summary(
    number: int,
    need: Need,
    members: Sequence[Member],
    places: Sequence[int],
    taken: Mapping[int, int],
) -> Coverage:
    seated = [members[p] for place, p in sorted(taken.items()) if places[place] == number]
    names = {
        answer: tuple(sorted((m.name for m in seated if m.answer is answer), key=sort_key))
        for answer in ORDER
    }
    return Coverage(
        need,
        names[Answer.YES],
        names[Answer.MAYBE],
        names[Answer.NONE],
        need.count - len(seated),
    )


def combined(answers: Sequence[Answer]) -> Answer:
    """One answer for a workshop of several days: theirs if always the same, else a maybe."""
    return answers[0] if len(set(answers)) == 1 else Answer.MAYBE
