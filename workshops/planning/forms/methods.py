"""What is typed on a method card."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from workshops.core.text import clean, clean_line
from workshops.engagements.models import Stage
from workshops.planning.models import BlockKind, Method
from workshops.planning.services.methods import Card, Words
from workshops.web import merge
from workshops.web.fields import (
    ChoiceField,
    LineField,
    NumberField,
    TextField,
    between,
    length,
    options,
    required,
)

NUMBER = (required(), between(1, 999))
A_STEP = _("One step a line.")
A_MATERIAL = _("One a line, for example: 30 × Notes")


class MethodForm(merge.EditForm):
    """A card with its words in both languages; steps and materials are one a line."""

    stage = ChoiceField(_("Stage"), [required()])
    block_kind = ChoiceField(_("Kind of block"), [required()])
    group_min = NumberField(_("Smallest group"), NUMBER)
    group_max = NumberField(_("Largest group"), NUMBER)
    minutes_min = NumberField(_("Fewest minutes"), NUMBER)
    minutes_max = NumberField(_("Most minutes"), NUMBER)
    name_da = LineField(_("Name in Danish"), [required(), length(200)])
    purpose_da = TextField(_("Purpose in Danish"), [required(), length(1000)])
    steps_da = TextField(_("Steps in Danish"), [required(), length(4000)], description=A_STEP)
    materials_da = TextField(_("Materials in Danish"), [length(2000)], description=A_MATERIAL)
    tips_da = TextField(_("From experience, in Danish"), [length(1000)])
    name_en = LineField(_("Name in English"), [required(), length(200)])
    purpose_en = TextField(_("Purpose in English"), [required(), length(1000)])
    steps_en = TextField(_("Steps in English"), [required(), length(4000)], description=A_STEP)
    materials_en = TextField(_("Materials in English"), [length(2000)], description=A_MATERIAL)
    tips_en = TextField(_("From experience, in English"), [length(1000)])

    def offer(self) -> "MethodForm":
        """Hand in the choices, in the language of the page."""
        self.stage.choices = options([(s.value, gettext(s.label)) for s in Stage])
        self.block_kind.choices = options([(k.value, gettext(k.label)) for k in BlockKind])
        return self

    def card(self) -> Card:
        """What was typed, as the service wants it."""
        return Card(
            stage=Stage(self.stage.data),
            block_kind=BlockKind(self.block_kind.data),
            group=(int(self.group_min.data), int(self.group_max.data)),
            minutes=(int(self.minutes_min.data), int(self.minutes_max.data)),
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
    found = re.fullmatch(r"(\d{1,4})(?:\s*[x×*])?\s+(\S.*)", line)
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
