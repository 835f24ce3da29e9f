"""What is typed on the management sheet."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from workshops.core.text import clean, clean_line
from workshops.experiments.models.kinds import CODE_POINTS
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries.plans import SHEET_COLUMNS
from workshops.experiments.rules.readiness import DEGREES, READINESS
from workshops.web.fields import (
    ChoiceField,
    DecimalField,
    LineField,
    MultiSelect,
    TextField,
    between,
    length,
    options,
)
from workshops.web.merge import EditForm

LONG = 4000


class SheetForm(EditForm):
    """Who leads the change, what they may decide, what they free, what stands against it."""

    responsible_manager = LineField(
        _("Responsible manager"),
        [length(200)],
        description=_("Needed before the experiment can start."),
    )
    responsible_title = LineField(_("The manager’s title"), [length(200)])
    sponsor = LineField(_("Sponsor above"), [length(200)])
    may_decide = TextField(_("What the manager may decide alone"), [length(LONG)])
    hours_released_week = DecimalField(
        _("Hours released a week"),
        [between(0, 9999)],
        description=_("Needed before the experiment can start. For all who take part, together."),
    )
    competing_targets = TextField(_("Targets that pull the other way"), [length(LONG)])
    routines_to_change = TextField(
        _("Routines that must change"), [length(LONG)], description=_("One a line.")
    )
    who_loses = TextField(_("Who loses something"), [length(LONG)])
    who_tells_staff = LineField(_("Who tells the staff, and when"), [length(500)])
    code_points = MultiSelect(_("Points of the code that it touches"))
    ready_mandate = ChoiceField(_("Readiness: mandate"))
    ready_time = ChoiceField(_("Readiness: time"))
    ready_skill = ChoiceField(_("Readiness: skill"))
    ready_data = ChoiceField(_("Readiness: data"))
    ready_line = ChoiceField(_("Readiness: support in the line"))

    def offer(self) -> "SheetForm":
        """Hand in the fixed choices, in the language of the page."""
        self.code_points.choices = options(
            [(number, f"{number}. {gettext(text)}") for number, text in CODE_POINTS.items()]
        )
        degrees = [(n, f"{n} – {gettext(word)}") for n, word in enumerate(DEGREES)]
        for name in READINESS:
            self[f"ready_{name}"].choices = options(degrees, nothing=gettext("Not judged yet"))
        return self

    def values(self) -> dict[str, Any]:
        """What was typed, as the sheet keeps it."""
        typed = {name: self[name].data for name in SHEET_COLUMNS}
        typed |= {f"ready_{name}": _degree(self[f"ready_{name}"].data) for name in READINESS}
        lines = clean(self.routines_to_change.data or "").splitlines()
        typed["routines_to_change"] = [line for raw in lines if (line := clean_line(raw))]
        typed["code_points"] = sorted(int(number) for number in self.code_points.data or ())
        return typed


def _degree(chosen: str | None) -> int | None:
    return int(chosen) if chosen else None


def sheet_values(sheet: ManagementSheet | None) -> dict[str, Any]:
    """A sheet as the form shows it; version 0 is one that nobody has written on."""
    if sheet is None:
        return {"version": 0}
    shown = {name: getattr(sheet, name) for name in SHEET_COLUMNS}
    shown |= {f"ready_{name}": str(value) for name, value in sheet.readiness.items()}
    shown["routines_to_change"] = "\n".join(sheet.routines_to_change)
    shown["code_points"] = [str(number) for number in sheet.code_points]
    return shown | {"version": sheet.version}
