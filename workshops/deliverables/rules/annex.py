"""The evidence behind documents as tables of data: for programs, and for whoever checks.

Quotes stand here only with consent, and nobody is told apart in a group of fewer than five.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workshops.deliverables.rules.dictionary import TABLES
from workshops.deliverables.rules.evidence import Evidence, ExperimentFact, MeasuredFact, NoteFact
from workshops.deliverables.rules.needs import FEW

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class AnnexTable:
    """A table of data; columns are machine names with what they mean, as a message id."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        """The rows with the names of their columns."""
        names = [name for name, _meaning in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def texts(self) -> list[list[str]]:
        """The rows as texts, nothing for what is unknown."""
        return [[_text(cell) for cell in row] for row in self.rows]


def tables_of(evidence: Evidence, cited: Collection[str]) -> tuple[AnnexTable, ...]:
    """Every table of the annex, also those without a row; of quotes only those that are `cited`."""
    evidence = replace(
        evidence,
        themes=tuple(replace(theme, notes=_only(theme.notes, cited)) for theme in evidence.themes),
        other_notes=_only(evidence.other_notes, cited),
    )
    return tuple(
        AnnexTable(
            name, title, columns, tuple(tuple(map(_plain, row)) for row in _ROWS[name](evidence))
        )
        for name, title, columns in TABLES
    )


def in_a_group(n: int | None) -> int | None:
    """A count of people, unknown where it would tell fewer than five apart."""
    return n if n is not None and n >= FEW else None


def _only(notes: Iterable[NoteFact], cited: Collection[str]) -> tuple[NoteFact, ...]:
    """Notes of which only those cited may be quoted."""
    return tuple(replace(n, quotable=n.quotable and n.key in cited) for n in notes)


def _plain(value: object) -> Cell:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"no cell for {type(value).__name__}")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


Row = tuple[object, ...]


def _experiments(evidence: Evidence) -> Iterator[Row]:
    for e in evidence.experiments:
        plan = (e.key, e.name, e.state, e.kind, e.hypothesis, e.change_tested)
        rule = (e.metric, e.unit, e.operator, e.threshold, e.decision_words, e.min_n)
        seen = (e.baseline, e.baseline_n, e.result, e.n_actual, e.control_value, e.control_n)
        end = (e.evidence_level, e.rule_says, e.decision, e.decided_on, e.departure_reason)
        yield (*plan, e.starts_on, e.ends_on, *rule, *seen, *end)


def _measured(evidence: Evidence) -> Iterator[Row]:
    for e in evidence.experiments:
        for kind, facts in (("subgroup", e.subgroups), ("guardrail", e.guardrails)):
            yield from (_measure(e, kind, fact) for fact in facts)


def _measure(experiment: ExperimentFact, kind: str, fact: MeasuredFact) -> Row:
    shown = kind != "subgroup" or in_a_group(fact.n) is not None
    value, n = (fact.value, fact.n) if shown else (None, None)
    return (experiment.key, kind, fact.name, value, n, fact.unit, fact.limit, fact.broken)


def _themes(evidence: Evidence) -> Iterator[Row]:
    for t in evidence.themes:
        yield (
            t.key,
            t.statement,
            t.stage,
            t.touchpoint,
            t.strength,
            t.standing,
            len(t.notes),
            t.speakers,
            t.present_service,
            t.gap,
            " ".join(t.answered_by),
        )


def _votes(evidence: Evidence) -> Iterator[Row]:
    for theme in evidence.themes:
        for vote in theme.votes:
            if in_a_group(vote.size) is not None:
                counts = (vote.agrees, vote.disagrees, vote.passes)
                yield (theme.key, vote.group, vote.size, *counts)


def _quotes(evidence: Evidence) -> Iterator[Row]:
    told = [("", note) for note in evidence.other_notes]
    told += [(theme.key, note) for theme in evidence.themes for note in theme.notes]
    once = {note.key: (theme, note) for theme, note in told if note.quotable}
    for key, (theme, note) in once.items():
        yield (key, theme, note.text, note.speaker, note.language)


def _barriers(evidence: Evidence) -> Iterator[Row]:
    for e in evidence.experiments:
        for b in e.barriers:
            yield (b.key, e.key, b.text, b.cause, b.role, b.unit, b.severity, b.frequency)


def _skills(evidence: Evidence) -> Iterator[Row]:
    for e in evidence.experiments:
        for s in e.skills:
            levels = (s.level_needed, s.level_seen)
            yield (s.key, e.key, s.skill, s.role, s.task, *levels, in_a_group(s.n_seen))


def _accounts(evidence: Evidence) -> Iterator[Row]:
    for e in evidence.experiments:
        for a in e.accounts:
            yield (e.key, a.payer, a.cost_low, a.cost_high, a.gain_low, a.gain_high)


def _workshops(evidence: Evidence) -> Iterator[Row]:
    for w in evidence.workshops:
        yield (w.key, w.name, w.purpose, w.held_on, w.days, in_a_group(w.attended))


def _materials(evidence: Evidence) -> Iterator[Row]:
    for e in evidence.experiments:
        yield from ((e.key, *artefact) for artefact in e.artefacts)


_ROWS: dict[str, Callable[[Evidence], Iterable[Row]]] = {
    "experiments": _experiments,
    "measures": _measured,
    "expectations": _themes,
    "votes": _votes,
    "quotes": _quotes,
    "barriers": _barriers,
    "skills": _skills,
    "accounts": _accounts,
    "workshops": _workshops,
    "materials": _materials,
}
