"""What experiments do by the clock."""

from zoneinfo import ZoneInfo

from workshops.core import clock
from workshops.experiments.services.reminders import remind_past_end

REMIND = "experiments.remind"


def remind(*, zone: str, base_url: str) -> None:
    """Once a morning: letters about experiments that are past their planned end."""
    today = clock.now().astimezone(ZoneInfo(zone)).date()
    remind_past_end(today=today, base_url=base_url)
