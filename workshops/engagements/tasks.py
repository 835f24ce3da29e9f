"""What engagements do by the clock."""

from pathlib import Path

from workshops.core import clock
from workshops.engagements.services import retention
from workshops.files.services import sweep

FORGET = "engagements.forget"


def forget(*, folder: Path) -> None:
    """Once a night: what is kept for 30 days goes, and bytes in `folder` that no row names.

    Bytes go first, so that a job that is undone leaves no row without them.
    """
    now = clock.now()
    sweep(folder=folder, now=now)
    retention.forget_unconfirmed(now=now)
    retention.forget_files(now=now)
