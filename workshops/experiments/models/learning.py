"""What an experiment showed: result, observations, barriers, skill findings, costs and gains."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import (
    Deletable,
    Identified,
    Kept,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
)
from workshops.core.db import Model
from workshops.expectations.models import ExpectationNote
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Cause, Payer


class ExperimentResult(Versioned, Timestamped, Model):
    """The outcome, in the metric's unit.

    With a comparison group, `control_value` and `control_n` are that group's. `verdict_met` is a
    second person's judgement of a rule in words: True met, False missed, None not yet judged.
    `subgroup_results` are [{"name", "value", "n"}], `guardrail_results` [{"metric", "value"}].
    `in_use_sites` counts further sites where the practice is in use with a result recorded.
    """

    __tablename__ = "experiment_result"

    experiment_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"), primary_key=True)
    n_actual: Mapped[int | None] = mapped_column(default=None)
    value: Mapped[float | None] = mapped_column(default=None)
    interval_low: Mapped[float | None] = mapped_column(default=None)
    interval_high: Mapped[float | None] = mapped_column(default=None)
    control_value: Mapped[float | None] = mapped_column(default=None)
    control_n: Mapped[int | None] = mapped_column(default=None)
    verdict_met: Mapped[bool | None] = mapped_column(default=None)
    verdict_words: Mapped[str] = mapped_column(Text, default="")
    verdict_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    verdict_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    subgroup_results: Mapped[list[dict[str, Any]]] = mapped_column(
        Kept(name="", value=None, n=None), default=list
    )
    guardrail_results: Mapped[list[dict[str, Any]]] = mapped_column(
        Kept(metric="", value=None), default=list
    )
    surprises: Mapped[str] = mapped_column(Text, default="")
    assumption: Mapped[str] = mapped_column(Text, default="")
    seen: Mapped[str] = mapped_column(Text, default="")
    lesson: Mapped[str] = mapped_column(Text, default="")
    reuse_conditions: Mapped[str] = mapped_column(Text, default="")
    independent_evaluator: Mapped[str] = mapped_column(String(200), default="")
    in_use_sites: Mapped[int] = mapped_column(default=0)

    experiment: Mapped[Experiment] = relationship()
    verdict_by: Mapped[User | None] = relationship()


class ExperimentObservation(Model):
    """A note that was taken while the experiment ran."""

    __tablename__ = "experiment_observation"

    experiment_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"), primary_key=True)
    note_id: Mapped[int] = mapped_column(
        ForeignKey("expectation_note.id"), primary_key=True, index=True
    )

    note: Mapped[ExpectationNote] = relationship()


class Barrier(Identified, Versioned, Timestamped, Deletable, Model):
    """What stood in the way, with its one cause. `frequency` counts how often it was seen."""

    __tablename__ = "barrier"
    __table_args__ = (
        CheckConstraint("severity BETWEEN 1 AND 3", name="severity"),
        CheckConstraint("frequency >= 0", name="frequency"),
    )

    experiment_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    cause: Mapped[Cause] = mapped_column(enum_column(Cause), index=True)
    role: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(200), default="")
    severity: Mapped[int]
    frequency: Mapped[int] = mapped_column(default=1)

    experiment: Mapped[Experiment] = relationship()
    links: Mapped[list["BarrierNote"]] = relationship(cascade="all, delete-orphan")


class BarrierNote(Model):
    """A note that a barrier rests on."""

    __tablename__ = "barrier_note"

    barrier_id: Mapped[int] = mapped_column(ForeignKey("barrier.id"), primary_key=True)
    note_id: Mapped[int] = mapped_column(
        ForeignKey("expectation_note.id"), primary_key=True, index=True
    )

    note: Mapped[ExpectationNote] = relationship()


class SkillFinding(Identified, Versioned, Timestamped, Deletable, Model):
    """A skill as it was seen in a role, and as it is needed; levels 0 to 4."""

    __tablename__ = "skill_finding"
    __table_args__ = (
        CheckConstraint("level_needed BETWEEN 0 AND 4", name="level_needed"),
        CheckConstraint("level_seen BETWEEN 0 AND 4", name="level_seen"),
    )

    experiment_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"), index=True)
    skill: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(200))
    level_needed: Mapped[int]
    level_seen: Mapped[int]
    n_seen: Mapped[int]
    task: Mapped[str] = mapped_column(String(300), default="")

    experiment: Mapped[Experiment] = relationship()


class LevelAccount(Model):
    """What one level of government or citizens pay and gain a year, in kroner, low and high."""

    __tablename__ = "level_account"
    __table_args__ = (UniqueConstraint("experiment_id", "payer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    experiment_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"))
    payer: Mapped[Payer] = mapped_column(enum_column(Payer))
    cost_low: Mapped[float] = mapped_column(default=0)
    cost_high: Mapped[float] = mapped_column(default=0)
    gain_low: Mapped[float] = mapped_column(default=0)
    gain_high: Mapped[float] = mapped_column(default=0)


class Artefact(Identified, Versioned, Timestamped, Deletable, Model):
    """Something an experiment made that can be handed over: a script, a template, a film.

    `place` says where it lies: an address, a journal number, a shelf.
    """

    __tablename__ = "artefact"
    __table_args__ = (Index("ix_artefact_experiment", "experiment_id", "id"),)

    experiment_id: Mapped[int] = mapped_column(ForeignKey("experiment.id"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(120), default="")
    licence: Mapped[str] = mapped_column(String(120), default="")
    place: Mapped[str] = mapped_column(String(500), default="")

    experiment: Mapped[Experiment] = relationship()
