"""Makers of concepts and experiments for tests."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tests.factories import make_engagement, make_method, save
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.expectations.models import Theme
from workshops.experiments.models import (
    Concept,
    ConceptExpectation,
    Experiment,
    ExperimentMethod,
    ExperimentTheme,
    Registration,
)
from workshops.experiments.models.kinds import (
    Better,
    ConceptState,
    Decision,
    ExperimentKind,
    ExperimentState,
    Operator,
)
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries.plans import whole_plan
from workshops.experiments.services.entries import index_experiment

_numbers = count(1)
PLAN: dict[str, Any] = {
    "kind": ExperimentKind.BEFORE_AFTER,
    "problem": "Many who get the letter call to ask what it means.",
    "hypothesis": "We believe that a letter in plain words leads to fewer calls for those who get "
    "it because they see at once what to do.",
    "change_tested": "The letter begins with the decision and what to do.",
    "participants_planned": "200 who get the letter in January",
    "sites": ["Kundecenter Aarhus"],
    "starts_on": date(2026, 11, 2),
    "ends_on": date(2026, 12, 18),
    "metric": "Calls about the letter",
    "unit": "per 100 letters",
    "better": Better.DOWN,
    "metric_source": "The telephone system's codes",
    "baseline": 31.0,
    "baseline_n": 900,
    "baseline_on": date(2026, 9, 30),
    "operator": Operator.AT_MOST,
    "threshold": 22.0,
    "miss_margin": 4.0,
    "min_n": 200,
    "guardrails": [
        {"metric": "Complaints", "operator": "at_most", "limit": 5.0, "unit": "per 100 letters"}
    ],
    "subgroups": ["People over 75"],
    "assumptions": ["People read the first three lines"],
    "harm_check": "Nobody gets less information than today.",
    "equal_treatment": "All who get the letter in January are in.",
    "legal_basis": "Administration of Justice, ordinary information to parties",
    "dpo_asked": True,
}
DECIDED = (ExperimentState.DECIDED, ExperimentState.FOLLOWED_UP)
OPEN = (ExperimentState.IDEA, ExperimentState.DESIGNED)
ENDED = (ExperimentState.CONCLUDED, *DECIDED)
REGISTERED_AT = datetime(2026, 10, 30, 9, 0, tzinfo=UTC)


def make_expectation(engagement: Engagement, **changes: Any) -> Theme:
    """A theme of an engagement, without notes."""
    number = next(_numbers)
    values = {"statement": f"I want to see at once what I must do ({number})", "position": number}
    return save(Theme(engagement_id=engagement.id, **{**values, **changes}))


def make_concept(engagement: Engagement | None = None, **changes: Any) -> Concept:
    """A concept that is ready for test: it answers one expectation."""
    engagement = engagement or make_engagement()
    values = {
        "name": f"The short letter {next(_numbers)}",
        "description": "A letter of one page.",
        "state": ConceptState.READY,
    }
    answered = ConceptExpectation(
        theme=make_expectation(engagement), answered=True, remark="It begins with what to do."
    )
    concept = Concept(engagement_id=engagement.id, **{**values, **changes})
    concept.expectations = changes.get("expectations", [answered])
    return save(concept)


def make_experiment(
    engagement: Engagement | None = None,
    state: ExperimentState = ExperimentState.REGISTERED,
    **changes: Any,
) -> Experiment:
    """An experiment with a whole plan and a filled-in sheet, in any state.

    From `registered` on it has the first version of its registration; from `running` on its days
    and, when it is decided, a decision to scale, or another one, as the rule says. Results are
    made by other makers.
    """
    engagement = engagement or make_engagement()
    concept = changes.pop("concept", None) or make_concept(engagement)
    values = {"name": f"Plain letter {next(_numbers)}", "owner_id": engagement.manager_id}
    if "decision" in changes:
        changes.setdefault("rule_says", changes["decision"])
    record = Experiment(
        engagement_id=engagement.id,
        concept_id=concept.id,
        state=state,
        **{**PLAN, **values, **_days(state), **changes},
    )
    save(record)
    save(make_sheet(record))
    theme_id = concept.expectations[0].theme_id if concept.expectations else None
    if theme_id:
        save(ExperimentTheme(experiment_id=record.id, theme_id=theme_id))
    save(ExperimentMethod(experiment_id=record.id, method_id=make_method().id))
    if record.registered_at:
        _register(record)
    index_experiment(record)
    db.session.commit()
    return record


def make_sheet(experiment: Experiment, **changes: Any) -> ManagementSheet:
    """A sheet with which an experiment may start; not saved."""
    values = {
        "responsible_manager": "Dorthe Friis Ølgaard",
        "responsible_title": "Head of the call centre",
        "sponsor": "Deputy director",
        "may_decide": "The wording of letters",
        "hours_released_week": 6.0,
        "competing_targets": "Answering time under two minutes",
        "routines_to_change": ["Weekly round of the queue"],
        "who_loses": "Team B loses its own template.",
        "who_tells_staff": "The head of the call centre, at the Monday meeting",
        "code_points": [2, 5],
        "ready_mandate": 3,
        "ready_time": 2,
        "ready_skill": 1,
        "ready_data": 2,
        "ready_line": 3,
    }
    return ManagementSheet(experiment_id=experiment.id, **{**values, **changes})


def _days(state: ExperimentState) -> dict[str, Any]:
    """The days and the decision that belong to a state."""
    if state in OPEN:
        return {}
    found: dict[str, Any] = {
        "registered_at": REGISTERED_AT,
        "similar_searched_at": REGISTERED_AT,
    }
    if state is ExperimentState.RUNNING or state in ENDED:
        found["started_on"] = date(2026, 11, 2)
    if state in ENDED:
        found["ended_on"] = date(2026, 11, 20)
    if state in DECIDED:
        found |= {"decision": Decision.SCALE, "rule_says": Decision.SCALE}
        found["decided_on"] = date(2026, 11, 22)
    if state is ExperimentState.ABANDONED:
        found["abandoned_reason"] = "The agency was merged with another."
    return found


def _register(record: Experiment) -> None:
    save(
        Registration(
            experiment_id=record.id,
            number=1,
            plan=whole_plan(record),
            registered_at=record.registered_at or REGISTERED_AT,
            registered_by="Ida Østergård-Kjærsgaard",
        )
    )
