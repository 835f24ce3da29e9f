"""What is said about days somebody has just chosen."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from flask import flash
from flask_babel import gettext as _

from workshops.core import locale
from workshops.core.holidays import public_holiday
from workshops.planning.models import Sitting
from workshops.web.language import language, sentence


def mention_holidays(sittings: Iterable[Sitting]) -> None:
    """Say of each day that is a public holiday which one it is; it may be held all the same."""
    days = {one.starts_at.astimezone(ZoneInfo(one.timezone)).date() for one in sittings}
    for day in sorted(days):
        holiday = public_holiday(day)
        if holiday:
            said = _("%(day)s is %(what)s.", day=locale.long_day(day, language()), what=_(holiday))
            flash(sentence(said), "info")
