"""The field for a day: typed as people write days, with a picker beside it (macros/fields.html)."""

from datetime import date
from typing import Any

from flask_babel import gettext

from workshops.core import clock
from workshops.core.days import Lies, NoSuchDay, read_day
from workshops.core.locale import long_day
from workshops.web.fields import TypedField
from workshops.web.language import language, local_day


class DayField(TypedField):
    """A day, typed as 23.11.2026, 23/11, 23. november 2026 or tirsdag; shown as 23.11.2026.

    `lies` says on which side of today its days are, so that no year need be typed. What could mean
    two days is asked about, with the one that was understood in the field.
    """

    def __init__(self, label: Any = None, *args: Any, lies: Lies = Lies.EITHER, **more: Any):
        super().__init__(label, *args, **more)
        self.lies = lies

    def read(self, typed: str) -> date:
        """The one day that was typed."""
        try:
            found = read_day(typed, local_day(clock.now()), self.lies)
        except NoSuchDay as wrong:
            raise ValueError(gettext("There is no such day in the calendar.")) from wrong
        if found is None:
            raise ValueError(gettext("Enter a day, for example 23.11.2026."))
        if not clock.FIRST.year <= found.day.year < clock.LAST.year:
            raise ValueError(gettext("Enter a year from 1970 to 2099."))
        if not found.sure:
            self.raw_data = [self.show(found.day)]
            day = long_day(found.day, language())
            said = gettext("Do you mean %(day)s? It stands in the field now.", day=day)
            raise ValueError(said)
        return found.day

    def show(self, value: date) -> str:
        """Day, month and year with dots, in every language."""
        return f"{value:%d.%m.}{value.year:04}"

    def _value(self) -> str:
        return self.show(self.data) if self.data else super()._value()
