"""The experiment and its concept; what was learned stands in `learning`, the sheet in `sheet`."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import (
    Deletable,
    Identified,
    Kept,
    Named,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
)
from workshops.core.db import Model
from workshops.engagements.models import Engagement
from workshops.expectations.models import Theme
from workshops.experiments.models.kinds import (
    EMPTY_GUARDRAIL,
    Better,
    ConceptState,
    Decision,
    ExperimentKind,
    ExperimentState,
    Operator,
)
from workshops.planning.models import Method


class Concept(Identified, Named, Versioned, Timestamped, Deletable, Model):
    """A model of a better service, with the expectations that it answers and those it does not."""

    __tablename__ = "concept"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ConceptState] = mapped_column(
        enum_column(ConceptState), default=ConceptState.IDEA
    )

    engagement: Mapped[Engagement] = relationship()
    expectations: Mapped[list["ConceptExpectation"]] = relationship(cascade="all, delete-orphan")


class ConceptExpectation(Model):
    """What a concept says to a theme: it answers it, or it does not and says why."""

    __tablename__ = "concept_expectation"

    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, index=True)
    answered: Mapped[bool]
    remark: Mapped[str] = mapped_column(String(500), default="")

    theme: Mapped[Theme] = relationship()

    @property
    def standing_theme(self) -> Theme:
        """The theme itself, or the one that it was merged into."""
        return self.theme.merged_into or self.theme


class Experiment(Identified, Named, Versioned, Timestamped, Deletable, Model):
    """One test. Its plan is what `Registration` locks; figures are in the metric's own unit.

    `decision_words` is a qualitative rule where no number fits; then no threshold is set.
    `similar_searched_at` is when past experiments like this one were last looked for.
    `guardrails` are [{"metric", "operator", "limit", "unit"}], `subgroups` and `assumptions` and
    `sites` are texts. `miss_margin` is by how much a miss still means adapt. A decision against
    the rule stands in `proposed_decision`, and `decision` is empty, until a second person confirms.
    `evidence_ceiling` is what the records allow; `evidence_level` is that, or lower by choice.
    """

    __tablename__ = "experiment"
    __table_args__ = (
        Index("ix_experiment_end", "state", "ends_on"),
        Index("ix_experiment_register", "registered_at", "id"),
        Index("ix_experiment_start", "starts_on", "id"),
        CheckConstraint("min_n >= 0", name="min_n"),
        CheckConstraint("evidence_level BETWEEN 1 AND 5", name="evidence_level"),
        CheckConstraint("evidence_ceiling BETWEEN 1 AND 5", name="evidence_ceiling"),
        CheckConstraint(
            "decision IS NULL OR (rule_says IS NOT NULL AND decision = rule_says) "
            "OR (departure_reason <> '' AND confirmed_by_id IS NOT NULL)",
            name="departure",
        ),
        CheckConstraint(
            "confirmed_by_id IS NULL OR "
            "(confirmed_by_id <> owner_id AND confirmed_by_id <> decided_by_id)",
            name="second_person",
        ),
    )

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    concept_id: Mapped[int | None] = mapped_column(ForeignKey("concept.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    state: Mapped[ExperimentState] = mapped_column(
        enum_column(ExperimentState), default=ExperimentState.IDEA, index=True
    )
    kind: Mapped[ExperimentKind] = mapped_column(
        enum_column(ExperimentKind), default=ExperimentKind.PROBE
    )
    problem: Mapped[str] = mapped_column(Text, default="")
    hypothesis: Mapped[str] = mapped_column(Text, default="")
    change_tested: Mapped[str] = mapped_column(Text, default="")
    participants_planned: Mapped[str] = mapped_column(String(500), default="")
    sites: Mapped[list[str]] = mapped_column(JSON, default=list)
    starts_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    metric: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(40), default="")
    better: Mapped[Better] = mapped_column(enum_column(Better), default=Better.UP)
    metric_source: Mapped[str] = mapped_column(String(500), default="")
    baseline: Mapped[float | None] = mapped_column(default=None)
    baseline_n: Mapped[int | None] = mapped_column(default=None)
    baseline_on: Mapped[date | None] = mapped_column(default=None)
    operator: Mapped[Operator] = mapped_column(enum_column(Operator), default=Operator.AT_LEAST)
    threshold: Mapped[float | None] = mapped_column(default=None)
    miss_margin: Mapped[float] = mapped_column(default=0)
    decision_words: Mapped[str] = mapped_column(Text, default="")
    min_n: Mapped[int] = mapped_column(default=0)
    guardrails: Mapped[list[dict[str, Any]]] = mapped_column(Kept(**EMPTY_GUARDRAIL), default=list)
    subgroups: Mapped[list[str]] = mapped_column(JSON, default=list)
    assumptions: Mapped[list[str]] = mapped_column(JSON, default=list)
    harm_check: Mapped[str] = mapped_column(Text, default="")
    equal_treatment: Mapped[str] = mapped_column(Text, default="")
    legal_basis: Mapped[str] = mapped_column(String(500), default="")
    dpo_asked: Mapped[bool] = mapped_column(default=False)
    replicates_id: Mapped[int | None] = mapped_column(ForeignKey("experiment.id"), index=True)
    similar_searched_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    registered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    started_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    abandoned_reason: Mapped[str] = mapped_column(String(2000), default="")
    evidence_level: Mapped[int] = mapped_column(default=1)
    evidence_ceiling: Mapped[int] = mapped_column(default=1)
    rule_says: Mapped[Decision | None] = mapped_column(
        enum_column(Decision, "rule_says"), default=None
    )
    proposed_decision: Mapped[Decision | None] = mapped_column(
        enum_column(Decision, "proposed_decision"), default=None
    )
    decision: Mapped[Decision | None] = mapped_column(
        enum_column(Decision), default=None, index=True
    )
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_on: Mapped[date | None] = mapped_column(default=None)
    departure_reason: Mapped[str] = mapped_column(String(2000), default="")
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    engagement: Mapped[Engagement] = relationship()
    concept: Mapped[Concept | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])

    @property
    def registered_before_start(self) -> bool:
        """Whether the plan was locked on the day of the start or earlier, or before any start."""
        if self.registered_at is None:
            return False
        return self.started_on is None or self.registered_at.date() <= self.started_on


class ExperimentTheme(Model):
    """An expectation that an experiment tests an answer to."""

    __tablename__ = "experiment_theme"

    experiment_id: Mapped[int] = mapped_column(
        ForeignKey("experiment.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, index=True)

    theme: Mapped[Theme] = relationship()


class ExperimentMethod(Model):
    """A method card that an experiment used."""

    __tablename__ = "experiment_method"

    experiment_id: Mapped[int] = mapped_column(
        ForeignKey("experiment.id", ondelete="CASCADE"), primary_key=True
    )
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"), primary_key=True, index=True)

    method: Mapped[Method] = relationship()


class Registration(Model):
    """The plan as it was locked: version 1 at registration, later ones with a reason.

    `plan` holds every planned value and the management sheet as JSON values.
    """

    __tablename__ = "registration"
    __table_args__ = (UniqueConstraint("experiment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    experiment_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"))
    number: Mapped[int]
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registered_by: Mapped[str] = mapped_column(String(200))


class SimilarLook(Model):
    """A past experiment was shown as similar to this one, and somebody looked at it."""

    __tablename__ = "similar_look"
    __table_args__ = (UniqueConstraint("experiment_id", "similar_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    experiment_id: Mapped[int] = mapped_column(
        ForeignKey("experiment.id", ondelete="CASCADE"), index=True
    )
    similar_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"))
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    remark: Mapped[str] = mapped_column(String(500), default="")
