"""The management dimension of an experiment."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.core.columns import Timestamped, Versioned
from workshops.core.db import Model
from workshops.experiments.models import Experiment


class ManagementSheet(Versioned, Timestamped, Model):
    """Who leads the change, what they may decide, what they free and what stands against it.

    Readiness is 0 to 3 each for mandate, time, skill, data and line support, None until somebody
    has judged it. `code_points` are numbers 1 to 9 of the Code's recommendations.
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
    ready_mandate: Mapped[int | None] = mapped_column(default=None)
    ready_time: Mapped[int | None] = mapped_column(default=None)
    ready_skill: Mapped[int | None] = mapped_column(default=None)
    ready_data: Mapped[int | None] = mapped_column(default=None)
    ready_line: Mapped[int | None] = mapped_column(default=None)

    experiment: Mapped[Experiment] = relationship()

    @property
    def readiness(self) -> dict[str, int]:
        """The judgements that were made, by name."""
        names = ("mandate", "time", "skill", "data", "line")
        found = {name: getattr(self, f"ready_{name}") for name in names}
        return {name: value for name, value in found.items() if value is not None}
