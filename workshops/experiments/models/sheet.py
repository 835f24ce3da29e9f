"""The management dimension of an experiment."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.core.columns import Timestamped, Versioned
from workshops.core.db import Model
from workshops.experiments.models import Experiment


class ManagementSheet(Versioned, Timestamped, Model):
    """Who leads the change, what they may decide, what they free and what stands against it.

    Readiness is 0 to 3 each for mandate, time, skill, data and line support. `code_points` are
    numbers 1 to 9 of the Code's recommendations.
    """

    __tablename__ = "management_sheet"
    __table_args__ = (
        CheckConstraint(
            "ready_mandate BETWEEN 0 AND 3 AND ready_time BETWEEN 0 AND 3 "
            "AND ready_skill BETWEEN 0 AND 3 AND ready_data BETWEEN 0 AND 3 "
            "AND ready_line BETWEEN 0 AND 3",
            name="readiness",
        ),
    )

    experiment_id: Mapped[int] = mapped_column(
        ForeignKey("experiment.id", ondelete="CASCADE"), primary_key=True
    )
    responsible_manager: Mapped[str] = mapped_column(String(200), default="")
    responsible_title: Mapped[str] = mapped_column(String(200), default="")
    sponsor: Mapped[str] = mapped_column(String(200), default="")
    may_decide: Mapped[str] = mapped_column(Text, default="")
    hours_released_week: Mapped[float | None] = mapped_column(default=None)
    competing_targets: Mapped[str] = mapped_column(Text, default="")
    routines_to_change: Mapped[list[str]] = mapped_column(JSON, default=list)
    who_loses: Mapped[str] = mapped_column(Text, default="")
    who_tells_staff: Mapped[str] = mapped_column(String(500), default="")
    code_points: Mapped[list[int]] = mapped_column(JSON, default=list)
    ready_mandate: Mapped[int] = mapped_column(default=0)
    ready_time: Mapped[int] = mapped_column(default=0)
    ready_skill: Mapped[int] = mapped_column(default=0)
    ready_data: Mapped[int] = mapped_column(default=0)
    ready_line: Mapped[int] = mapped_column(default=0)

    experiment: Mapped[Experiment] = relationship()

    @property
    def readiness(self) -> dict[str, Any]:
        """The five judgements by name."""
        names = ("mandate", "time", "skill", "data", "line")
        return {name: getattr(self, f"ready_{name}") for name in names}
