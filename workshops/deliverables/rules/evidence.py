"""What a deliverable is composed from, as plain values: a snapshot of one engagement's records.

Every fact carries the key of its source, "<kind>:<public id>", as `documents.blocks.Source` has it.
What was withdrawn, hidden or deleted is not here. Unknown values are None or empty, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workshops.experiments.models.kinds import (
    Better,
    Cause,
    Decision,
    ExperimentKind,
    ExperimentState,
    Operator,
    Payer,
)


@dataclass(frozen=True)
class NoteFact:
    """A note. `text` may be quoted only when `quotable`."""

    key: str
    text: str
    speaker: str
    quotable: bool
    language: str = "da"
    kind: str = ""


@dataclass(frozen=True)
class VoteFact:
    """How one viewpoint group voted on a theme's notes, summed; `group` is empty for the rest."""

    group: str
    size: int
    agrees: int
    disagrees: int
    passes: int = 0


@dataclass(frozen=True)
class ThemeFact:
    """An expectation. `speakers` counts different people; `weight` is 0 to 1, its share of notes.

    `standing` is shared, contested, minority or plain; `answered_by` are keys of experiments.
    """

    key: str
    statement: str
    stage: str = ""
    touchpoint: str = ""
    strength: str = "unknown"
    present_service: str = ""
    gap: str = ""
    notes: tuple[NoteFact, ...] = ()
    speakers: int = 0
    weight: float = 0.0
    votes: tuple[VoteFact, ...] = ()
    standing: str = "plain"
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class BarrierFact:
    """What stood in the way of somebody in a role; `experiment` is that experiment's key."""

    key: str
    experiment: str
    text: str
    cause: Cause
    role: str
    unit: str = ""
    severity: int = 1
    frequency: int = 1
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SkillFact:
    """A skill seen in a role, levels 0 to 4; `n_seen` people were seen."""

    key: str
    experiment: str
    skill: str
    role: str
    level_needed: int
    level_seen: int
    n_seen: int
    task: str = ""


@dataclass(frozen=True)
class AccountFact:
    """Costs and gains a year in kroner at one level."""

    payer: Payer
    cost_low: float
    cost_high: float
    gain_low: float
    gain_high: float


@dataclass(frozen=True)
class SheetFact:
    """The management sheet; readiness 0 to 3 by name (mandate, time, skill, data, line)."""

    responsible_manager: str = ""
    responsible_title: str = ""
    sponsor: str = ""
    may_decide: str = ""
    hours_released_week: float | None = None
    competing_targets: str = ""
    routines_to_change: tuple[str, ...] = ()
    who_loses: str = ""
    who_tells_staff: str = ""
    code_points: tuple[int, ...] = ()
    readiness: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class MeasuredFact:
    """A measured value for a subgroup or a guardrail; `limit` and `broken` belong to guardrails."""

    name: str
    value: float | None
    n: int | None = None
    unit: str = ""
    operator: Operator | None = None
    limit: float | None = None
    broken: bool = False


@dataclass(frozen=True)
class ExperimentFact:
    """An experiment as registered and as it went."""

    key: str
    name: str
    state: ExperimentState
    kind: ExperimentKind
    problem: str = ""
    hypothesis: str = ""
    change_tested: str = ""
    concept: str = ""
    sites: tuple[str, ...] = ()
    participants_planned: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    registered_on: date | None = None
    registered_before_start: bool = False
    metric: str = ""
    unit: str = ""
    better: Better = Better.UP
    metric_source: str = ""
    baseline: float | None = None
    baseline_n: int | None = None
    operator: Operator = Operator.AT_LEAST
    threshold: float | None = None
    decision_words: str = ""
    min_n: int = 0
    result: float | None = None
    n_actual: int | None = None
    control_value: float | None = None
    control_n: int | None = None
    subgroups: tuple[MeasuredFact, ...] = ()
    guardrails: tuple[MeasuredFact, ...] = ()
    assumptions: tuple[str, ...] = ()
    surprises: str = ""
    learning: tuple[str, str, str] = ("", "", "")
    reuse_conditions: str = ""
    evidence_level: int = 1
    rule_says: Decision | None = None
    decision: Decision | None = None
    decided_by: str = ""
    decided_on: date | None = None
    departure_reason: str = ""
    confirmed_by: str = ""
    themes: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    methods: tuple[tuple[str, str], ...] = ()
    artefacts: tuple[tuple[str, str, str], ...] = ()
    sheet: SheetFact = SheetFact()
    barriers: tuple[BarrierFact, ...] = ()
    skills: tuple[SkillFact, ...] = ()
    accounts: tuple[AccountFact, ...] = ()
    versions: tuple[tuple[int, date, str], ...] = ()


@dataclass(frozen=True)
class WorkshopFact:
    """A held or planned workshop. People are counts only: by discipline, organisation and level.

    `blocks` are (planned start as "09.00", minutes, title); `coverage_gaps` are sentences' parts.
    """

    key: str
    name: str
    purpose: str
    held_on: date | None
    days: int
    invited: int
    attended: int | None
    disciplines: tuple[tuple[str, int], ...] = ()
    organisations: tuple[tuple[str, int], ...] = ()
    levels: tuple[tuple[str, int], ...] = ()
    coverage_gaps: tuple[str, ...] = ()
    blocks: tuple[tuple[str, int, str], ...] = ()
    themes: tuple[str, ...] = ()
    needs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class TrainerFact:
    """Somebody of the agency or the lab who could teach a skill: level 4."""

    name: str
    organisation: str
    skill: str


@dataclass(frozen=True)
class ActionFact:
    """A decision or an action of the engagement, from its log and tasks."""

    key: str
    text: str
    owner: str = ""
    on: date | None = None
    done: bool = False


@dataclass(frozen=True)
class EngagementFact:
    """The engagement that asks for the deliverable."""

    key: str
    name: str
    question: str
    agency: str
    agency_level: str = ""
    contact: str = ""
    contact_title: str = ""
    manager: str = ""
    hr_partner: str = ""
    goals: tuple[str, ...] = ()
    policy_area: str = ""
    starts_on: date | None = None
    target_on: date | None = None


@dataclass(frozen=True)
class Evidence:
    """All of it, in the order in which it should be told.

    `answers` holds what the agency has answered to numbered questions, by the question's key, such
    as "headcount:sagsbehandler"; a composed draft reads them the next time. `journey` names the
    stages of the service in the order in which citizens meet them, "" for none last.
    """

    engagement: EngagementFact
    today: date
    language: str
    experiments: tuple[ExperimentFact, ...] = ()
    themes: tuple[ThemeFact, ...] = ()
    journey: tuple[str, ...] = ()
    workshops: tuple[WorkshopFact, ...] = ()
    trainers: tuple[TrainerFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    other_notes: tuple[NoteFact, ...] = ()
