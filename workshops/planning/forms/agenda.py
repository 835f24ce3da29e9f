"""What is typed about agenda blocks and the required team."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField
from wtforms import Form as PlainForm

from workshops.accounts.models import User
from workshops.people.models import Level
from workshops.planning.models import AgendaBlock, BlockKind, TeamNeed
from workshops.planning.rules import typed
from workshops.planning.rules.team import Need
from workshops.planning.services.agenda import BlockFacts
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MinutesField,
    MultiSelect,
    NumberField,
    TextField,
    TimeField,
    between,
    length,
    options,
    required,
)
from workshops.web.forms import Form
from workshops.web.merge import EditForm

EMPTY_ROWS = 2


class LineForm(Form):
    """A block typed in one line."""

    line = LineField(
        _("New block"), [required(), length(200)], description=_("For example: Check-in 15")
    )


class MoveForm(Form):
    """Where a block goes; `version` is that of the day's order."""

    to = NumberField(_("Place"), [required(), between(1, 200)])
    version = NumberField(_("Version"), [required()])


class BlockForm(EditForm):
    """Everything about a block."""

    title = LineField(_("Title"), [required(), length(200)])
    minutes = MinutesField(_("Length"), [required(), between(1, 720)], description=_("90, or 1:30"))
    kind = ChoiceField(_("Kind"), [required()])
    pinned = TimeField(
        _("Fixed start"), description=_("Leave empty to start when the block before ends.")
    )
    method = ChoiceField(_("Method"))
    lead = ChoiceField(_("Lead"))
    materials = TextField(
        _("Materials"), [length(2000)], description=_("One a line, for example: 4 flip charts")
    )
    text = TextField(
        _("Text for participants"), [length(4000)], description=_("Everybody may read it.")
    )
    notes = TextField(
        _("Notes for facilitators"),
        [length(8000)],
        description=_("Only those who run the workshop read them."),
    )

    def offer(self, methods: Sequence[tuple[int, str]], leads: Sequence[User]) -> None:
        """Hand in the choices, in the language of the page."""
        self.kind.choices = options([(kind.value, gettext(kind.label)) for kind in BlockKind])
        self.method.choices = options(methods, nothing=_("No method"))
        self.lead.choices = options(
            [(user.id, user.name) for user in leads], nothing=_("Nobody yet")
        )

    def facts(self) -> BlockFacts:
        """What was typed, as the service wants it."""
        pinned: time | None = self.pinned.data
        return BlockFacts(
            title=self.title.data or "",
            minutes=self.minutes.data,
            kind=BlockKind(self.kind.data),
            pinned_minute=pinned.hour * 60 + pinned.minute if pinned else None,
            method_id=int(self.method.data) if self.method.data else None,
            lead_id=int(self.lead.data) if self.lead.data else None,
            materials=typed.materials(self.materials.data or ""),
            text=self.text.data or "",
            notes=self.notes.data or "",
        )


def block_values(block: AgendaBlock) -> dict[str, Any]:
    """The fields of a block as they are stored, with its version."""
    pinned = block.pinned_minute
    return {
        "title": block.title,
        "minutes": block.minutes,
        "kind": block.kind.value,
        "pinned": time(pinned // 60, pinned % 60) if pinned is not None else None,
        "method": str(block.method_id or ""),
        "lead": str(block.lead_id or ""),
        "materials": typed.materials_text(block.materials),
        "text": block.text,
        "notes": block.notes,
        "version": block.version,
    }


class NeedForm(PlainForm):
    """One row of the required team; a row without a number is left out."""

    count = NumberField(_("How many"), [between(0, 100)])
    discipline = ChoiceField(_("Discipline"))
    level = ChoiceField(_("Level"))


class TeamForm(EditForm):
    """The required team."""

    rows = FieldList(FormField(NeedForm, _("Need")), _("Required team"))

    def offer(self, disciplines: Sequence[tuple[int, str]]) -> None:
        """Hand in the choices to every row."""
        levels = [(level.value, _(level.label)) for level in Level]
        rows: list[Any] = list(self.rows)
        for row in rows:
            row.discipline.choices = options(disciplines, nothing=_("Any discipline"))
            row.level.choices = options(levels, nothing=_("Any level"))

    def needs(self) -> list[Need]:
        """The rows that ask for somebody."""
        return [
            Need(
                int(row.discipline.data) if row.discipline.data else None,
                Level(row.level.data) if row.level.data else None,
                row.count.data,
            )
            for row in self.rows
            if row.count.data
        ]


class FacilitatorsForm(Form):
    """Who runs the workshop."""

    users = MultiSelect(_("Facilitators"))


def team_values(needs: Sequence[TeamNeed], version: int) -> dict[str, Any]:
    """The required team as it is stored, with empty rows to fill in."""
    rows: list[dict[str, Any]] = [
        {
            "count": need.count,
            "discipline": str(need.discipline_id or ""),
            "level": need.level.value if need.level else "",
        }
        for need in needs
    ]
    empty = {"count": None, "discipline": "", "level": ""}
    return {"rows": [*rows, *[dict(empty) for _row in range(EMPTY_ROWS)]], "version": version}
