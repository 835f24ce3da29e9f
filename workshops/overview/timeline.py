"""The timeline of an engagement, on plain values: where each stage and workshop lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workshops.engagements.models import EngagementStage, StageState

LEAST_PERCENT = 1.0


@dataclass(frozen=True)
class Span:
    """One line: a stage, or a workshop. `x` and `width` are percent; None without days."""

    label: str
    translate: bool
    first: date | None
    last: date | None
    state: str
    x: float | None = None
    width: float | None = None


@dataclass(frozen=True)
class Timeline:
    """The lines, and where today lies in percent; None when today is outside."""

    first: date
    last: date
    spans: tuple[Span, ...]
    today_x: float | None


@dataclass(frozen=True)
class Day:
    """A workshop on the timeline."""

    label: str
    first: date
    last: date
    state: str


def timeline(
    started: date,
    target: date | None,
    stages: Sequence[EngagementStage],
    days: Sequence[Day],
    today: date,
) -> Timeline:
    """Stages one after the other as far as their days are known, then workshops by day.

    A stage begins when the one before it ended; one under way without a day lasts until today.
    """
    lines = [*_stage_spans(started, stages, today)]
    lines += [
        Span(day.label, False, day.first, day.last, day.state)
        for day in sorted(days, key=lambda day: (day.first, day.label))
    ]
    known = [day for line in lines for day in (line.first, line.last) if day]
    first = min([started, *known])
    last = max([started + timedelta(days=30), *known, *([target] if target else [])])
    length = (last - first).days
    placed = tuple(_placed(line, first, length) for line in lines)
    at = round(100 * (today - first).days / length, 2) if first <= today <= last else None
    return Timeline(first, last, placed, at)


def _stage_spans(started: date, stages: Sequence[EngagementStage], today: date) -> list[Span]:
    spans, begin = [], started
    for fact in stages:
        end = fact.finished_on or fact.due_on
        if end is None and fact.state is StageState.CURRENT:
            end = max(begin, today)
        known = end is not None and fact.state is not StageState.SKIPPED
        first = min(begin, end) if end is not None and known else None
        spans.append(Span(fact.stage.label, True, first, end if known else None, fact.state.value))
        if end is not None and known:
            begin = max(begin, end)
    return spans


def _placed(line: Span, first: date, length: int) -> Span:
    if line.first is None or line.last is None:
        return line
    x = 100 * (line.first - first).days / length
    width = max(100 * (line.last - line.first).days / length, LEAST_PERCENT)
    x = min(x, 100 - width)
    return Span(
        line.label, line.translate, line.first, line.last, line.state, round(x, 2), round(width, 2)
    )
