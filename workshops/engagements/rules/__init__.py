"""The task list of an engagement: what is done, what is next, who, when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.engagements.models import Stage, StageState
from workshops.engagements.rules.stages import can_start


class RowState(Worded):
    """The status word of a row."""

    DONE = "done", N_("Done")
    CURRENT = "current", N_("Current")
    NEXT = "next", N_("Next")
    BLOCKED = "blocked", N_("Cannot start yet")
    SKIPPED = "skipped", N_("Skipped")


class RowKind(StrEnum):
    """What a row stands for: a task somebody wrote, a workshop, or something the record wants."""

    TASK = "task"
    WORKSHOP = "workshop"
    STANDING = "standing"


@dataclass(frozen=True)
class StageFact:
    """Where a stage stands."""

    stage: Stage
    state: StageState
    due_on: date | None = None
    finished_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Item:
    """A task or a workshop as the list needs it. `key` is its public id; `owner` is a name."""

    kind: RowKind
    key: str
    title: str
    stage: Stage
    done: bool
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """What every engagement needs sooner or later, as far as the record has it."""

    contact: bool
    policy_area: bool
    target: bool
    workshop: bool


@dataclass(frozen=True)
class Row:
    """One line of the list; `late` when its day has passed and it is not done."""

    item: Item
    state: RowState
    late: bool = False


@dataclass(frozen=True)
class Section:
    """One stage with its rows."""

    fact: StageFact
    state: RowState
    rows: tuple[Row, ...]
    late: bool = False

    @property
    def open_rows(self) -> int:
        """How many rows are still to be done."""
        return sum(row.state is RowState.CURRENT for row in self.rows)


@dataclass(frozen=True)
class TaskList:
    """The whole list. `next_row` is what to do now; without one, `next_stage` may be finished."""

    sections: tuple[Section, ...]
    next_row: Row | None
    next_stage: Section | None

    @property
    def done(self) -> int:
        """How many stages are behind."""
        return sum(s.state in (RowState.DONE, RowState.SKIPPED) for s in self.sections)


_STANDING = (
    ("contact", Stage.SCOPING, N_("Name a contact at the agency")),
    ("policy_area", Stage.SCOPING, N_("Choose the policy area")),
    ("target", Stage.SCOPING, N_("Set the target date")),
    ("workshop", Stage.CONCEPT, N_("Plan the first workshop")),
)


def task_list(
    stages: Sequence[StageFact], items: Sequence[Item], standing: Standing, *, today: date
) -> TaskList:
    """Everything there is to do in an engagement, stage by stage.

    The title of a standing row is a message id; other titles are as people wrote them. Rows stand
    undone first, then by day, those without a day last.
    """
    wanted = [*_standing_items(standing), *items]
    states = [fact.state for fact in stages]
    sections = tuple(
        _section(fact, _stage_state(states, number), wanted, today)
        for number, fact in enumerate(stages)
    )
    now = [section for section in sections if section.state is RowState.CURRENT]
    doable = [row for section in now for row in section.rows if row.state is RowState.CURRENT]
    next_row = min(doable, key=lambda row: _order(row.item), default=None)
    ready = next((section for section in now if not section.open_rows), None)
    waiting = next((section for section in sections if section.state is RowState.NEXT), None)
    return TaskList(sections, next_row, ready or (None if now else waiting))


def _standing_items(standing: Standing) -> list[Item]:
    return [
        Item(RowKind.STANDING, key, title, stage, bool(getattr(standing, key)))
        for key, stage, title in _STANDING
    ]


def _stage_state(states: Sequence[StageState], number: int) -> RowState:
    if states[number] is StageState.COMING:
        return RowState.NEXT if can_start(states, number) else RowState.BLOCKED
    return RowState(states[number].value)


def _section(fact: StageFact, state: RowState, items: Sequence[Item], today: date) -> Section:
    rows = (_row(item, state, today) for item in items if item.stage is fact.stage)
    ordered = tuple(sorted(rows, key=lambda row: (row.item.done, *_order(row.item))))
    going = state not in (RowState.DONE, RowState.SKIPPED)
    return Section(fact, state, ordered, going and _passed(fact.due_on, today))


def _row(item: Item, stage_state: RowState, today: date) -> Row:
    if item.done:
        return Row(item, RowState.DONE)
    state = RowState.CURRENT if stage_state is RowState.DONE else stage_state
    return Row(item, state, state is not RowState.SKIPPED and _passed(item.due_on, today))


def _order(item: Item) -> tuple[bool, date]:
    return item.due_on is None, item.due_on or date.max


def _passed(day: date | None, today: date) -> bool:
    return day is not None and day < today
