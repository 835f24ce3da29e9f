"""What is typed on a method card."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from workshops.core.text import clean, clean_line
from workshops.engagements.models import Stage
from workshops.planning.models import BlockKind, Method
from workshops.planning.services.methods import Card, Words
from workshops.web.forms import Form

NEEDED = InputRequired(_("Fill this in."))
MOST = 999


def _number(label: Any) -> IntegerField:
    return IntegerField(label, [NEEDED, NumberRange(1, MOST, _("A whole number from 1 to 999."))])


def _area(label: Any, most: int, description: Any = "") -> TextAreaField:
    return TextAreaField(
        label, [NEEDED, Length(max=most, message=_("This is too long."))], description=description
    )


class MethodForm(Form):
    """A card with its words in both languages; steps and materials are one a line."""

    version = HiddenField()
    stage = SelectField(_("Stage"), [NEEDED])
    block_kind = SelectField(_("Kind of block"), [NEEDED])
    group_min = _number(_("Smallest group"))
    group_max = _number(_("Largest group"))
    minutes_min = _number(_("Fewest minutes"))
    minutes_max = _number(_("Most minutes"))
    name_da = StringField(_("Name in Danish"), [NEEDED, Length(max=200)])
    purpose_da = _area(_("Purpose in Danish"), 1000)
    steps_da = _area(_("Steps in Danish"), 4000, _("One step a line."))
    materials_da = TextAreaField(
        _("Materials in Danish"), [Length(max=2000)], description=_("One a line: 30 × Notes")
    )
    tips_da = TextAreaField(_("Tips in Danish"), [Length(max=1000)])
    name_en = StringField(_("Name in English"), [NEEDED, Length(max=200)])
    purpose_en = _area(_("Purpose in English"), 1000)
    steps_en = _area(_("Steps in English"), 4000, _("One step a line."))
    materials_en = TextAreaField(
        _("Materials in English"), [Length(max=2000)], description=_("One a line: 30 × Notes")
    )
    tips_en = TextAreaField(_("Tips in English"), [Length(max=1000)])

    def offer(self) -> "MethodForm":
        """Hand in the choices, in the language of the page."""
        self.stage.choices = [SelectChoice(s.value, gettext(s.label)) for s in Stage]
        self.block_kind.choices = [SelectChoice(k.value, gettext(k.label)) for k in BlockKind]
        return self

    def card(self) -> Card:
        """What was typed, as the service wants it."""
        return Card(
            stage=Stage(self.stage.data),
            block_kind=BlockKind(self.block_kind.data),
            group=(self.group_min.data, self.group_max.data),
            minutes=(self.minutes_min.data, self.minutes_max.data),
            words={language: self._words(language) for language in ("da", "en")},
        )

    def _words(self, language: str) -> Words:
        typed = {name: self[f"{name}_{language}"].data or "" for name in TEXTS}
        return Words(
            name=clean_line(typed["name"]),
            purpose=clean(typed["purpose"]),
            steps=_lines(typed["steps"]),
            tips=clean(typed["tips"]),
            materials=[parse_material(line) for line in _lines(typed["materials"])],
        )


TEXTS = ("name", "purpose", "steps", "tips", "materials")


def parse_material(line: str) -> dict[str, Any]:
    """ "30 × Notes" or "30 Notes" as a name and a quantity; without a number the quantity is 1."""
    found = re.fullmatch(r"(\d{1,4})\s*[x×*]?\s+(.+)", line)
    if found is None:
        return {"name": line, "quantity": 1}
    return {"name": found[2], "quantity": int(found[1])}


def values_of(method: Method) -> dict[str, Any]:
    """A method as the form shows it."""
    values: dict[str, Any] = {
        name: getattr(method, name)
        for name in ("version", "group_min", "group_max", "minutes_min", "minutes_max")
    }
    values |= {"stage": method.stage.value, "block_kind": method.block_kind.value}
    for text in method.texts:
        rows = [f"{m['quantity']} × {m['name']}" for m in text.materials]
        values |= {
            f"name_{text.language}": text.name,
            f"purpose_{text.language}": text.purpose,
            f"tips_{text.language}": text.tips,
            f"steps_{text.language}": "\n".join(text.steps),
            f"materials_{text.language}": "\n".join(rows),
        }
    return values


def _lines(text: str) -> list[str]:
    return [line.strip() for line in clean(text).splitlines() if line.strip()]
