"""How supervision is set up: its functions in per cent, its form, its groups, its hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from workshops.core.text import N_, fold
from workshops.core.words import Worded
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact
from workshops.experiments.models.kinds import Cause

FEWEST, GROUP, SMALLEST = 5, 6, 4
MUCH_STRAIN = 40
LEADERS = ("leder", "chef", "manager", "head of", "director", "direktør")
GUIDED = 2
GRAVE = 2


class Function(Worded):
    """What supervision is for: standards kept, skill grown, people borne up."""

    NORMATIVE = "normative", N_("Keeping the standard")
    FORMATIVE = "formative", N_("Growing skill")
    RESTORATIVE = "restorative", N_("Bearing strain")


_FUNCTION_OF = {
    Cause.UNEVEN_PRACTICE: Function.NORMATIVE,
    Cause.RULE: Function.NORMATIVE,
    Cause.JUDGEMENT: Function.FORMATIVE,
    Cause.EMOTIONAL_LOAD: Function.RESTORATIVE,
    Cause.CONFIDENCE: Function.RESTORATIVE,
}


class Form(Worded):
    """The forms that supervision can take."""

    ACTION_LEARNING = "action_learning", N_("Action learning set")
    GROUP = "group", N_("Group supervision with a practice lead")
    EXTERNAL = "external", N_("Group supervision with an external supervisor")
    PAIRS = "pairs", N_("Supervision in pairs")
    PEERS = "peers", N_("Peer set of managers across agencies")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a session with its minutes."""

    key: str
    minutes: int


FOCUS = (
    Step("issue", 2),
    Step("clarifying", 9),
    Step("questions", 15),
    Step("summary", 2),
    Step("resources", 5),
    Step("action", 2),
)
FOCUS_MINUTES = sum(step.minutes for step in FOCUS)
SESSION = (
    Step("check-in", 5),
    Step("follow-up", 10),
    Step("first-focus", FOCUS_MINUTES),
    Step("second-focus", FOCUS_MINUTES),
    Step("pattern", 10),
    Step("close", 5),
)
SESSION_MINUTES = sum(step.minutes for step in SESSION)


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every how many weeks, how often to begin with, and then; sessions in the first year."""

    first_every: int
    first_times: int
    then_every: int
    review_week: int = 12

    @property
    def sessions(self) -> int:
        """Sessions in a year."""
        first = self.first_every * self.first_times
        return self.first_times + (52 - first) // self.then_every


def function_of(barrier: BarrierFact) -> Function | None:
    """The function that a barrier calls for."""
    return _FUNCTION_OF.get(barrier.cause)


def balance(experiments: Iterable[ExperimentFact]) -> dict[Function, int]:
    """The functions in per cent, by how often each was called for; together 100."""
    counts = dict.fromkeys(Function, 0)
    for e in experiments:
        for barrier in e.barriers:
            function = function_of(barrier)
            if function:
                counts[function] += max(barrier.frequency, 1)
        counts[Function.FORMATIVE] += sum(1 for s in e.skills if s.level_seen == GUIDED)
    return _per_cent(counts)


def _per_cent(counts: dict[Function, int]) -> dict[Function, int]:
    total = sum(counts.values())
    if not total:
        return counts
    shares = {f: count * 100 // total for f, count in counts.items()}
    largest = sorted(counts, key=lambda f: (-(counts[f] * 100 % total), f))
    for function in largest[: 100 - sum(shares.values())]:
        shares[function] += 1
    return shares


def form_for(
    shares: dict[Function, int], roles: Iterable[str], people: int | None, uneven: bool
) -> Form:
    """The form that fits. While nobody has said how many they are, five or more are assumed."""
    named = [fold(role) for role in roles]
    if people is not None and people < FEWEST:
        return Form.PAIRS
    if named and all(any(word in role for word in LEADERS) for role in named):
        return Form.PEERS
    if shares[Function.RESTORATIVE] >= MUCH_STRAIN:
        return Form.EXTERNAL
    if uneven or len(set(named)) > 1:
        return Form.GROUP
    return Form.ACTION_LEARNING


def groups_of(people: int) -> tuple[int, ...]:
    """The sizes of the groups: as many as sixes are begun, none smaller than four."""
    groups = max(ceil(people / GROUP), 1)
    while groups > 1 and people // groups < SMALLEST:
        groups -= 1
    size, more = divmod(people, groups)
    return (size + 1,) * more + (size,) * (groups - more)


def cadence_for(barriers: Iterable[BarrierFact]) -> Cadence:
    """Close together at first where something was more than a nuisance, else monthly."""
    if any(barrier.severity >= GRAVE for barrier in barriers):
        return Cadence(2, 3, 4)
    return Cadence(4, 3, 4)
