"""What is typed of barriers, skill findings and artefacts."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from workshops.experiments.models.kinds import SKILL_LEVELS, Cause
from workshops.experiments.models.learning import Artefact, Barrier, SkillFinding
from workshops.experiments.services.learning import ArtefactFacts, BarrierFacts, SkillFacts
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    NumberField,
    TextField,
    between,
    length,
    options,
    required,
)
from workshops.web.merge import EditForm

MOST = 1_000_000
SEVERITIES = {1: _("1 – a nuisance"), 2: _("2 – slows the work"), 3: _("3 – stops the work")}


class BarrierForm(EditForm):
    """What stood in the way, with its one cause."""

    text = TextField(_("What stood in the way"), [required(), length(2000)])
    cause = ChoiceField(
        _("Cause"),
        [required(_("Choose the cause that weighs most."))],
        description=_("The cause decides which proposal takes it up."),
    )
    role = LineField(_("Role"), [length(200)], description=_("Whom it stopped, never a name."))
    unit = LineField(_("Unit"), [length(200)])
    severity = ChoiceField(_("How grave"), [required()])
    frequency = NumberField(_("How often it was seen"), [required(), between(1, MOST)])
    notes = MultiSelect(
        _("Observations it rests on"), description=_("Those linked to this experiment.")
    )

    def offer(self, notes: Iterable[tuple[str, str]]) -> "BarrierForm":
        """Hand in the observed notes, and the fixed words in the language of the page."""
        causes = [(c.value, gettext(c.label)) for c in Cause]
        self.cause.choices = options(causes, nothing=gettext("Choose a cause"))
        self.severity.choices = options(SEVERITIES.items(), nothing=gettext("Choose"))
        self.notes.choices = options(notes)
        return self

    def facts(self) -> BarrierFacts:
        """What was typed, as the service wants it."""
        return BarrierFacts(
            text=self.text.data or "",
            cause=Cause(self.cause.data),
            severity=int(self.severity.data),
            frequency=self.frequency.data,
            role=self.role.data or "",
            unit=self.unit.data or "",
            notes=self.notes.data or (),
        )


class SkillForm(EditForm):
    """A skill as it was seen in a role, and as it is needed."""

    skill = LineField(_("Skill"), [required(), length(200)])
    role = LineField(_("Role"), [required(), length(200)])
    task = LineField(
        _("Task"), [length(300)], description=_("The task in which the skill was seen.")
    )
    level_needed = ChoiceField(_("Level needed"), [required()])
    level_seen = ChoiceField(_("Level seen"), [required()])
    n_seen = NumberField(_("How many people were seen"), [required(), between(1, MOST)])

    def offer(self) -> "SkillForm":
        """Hand in the levels in the language of the page."""
        levels = [(level, f"{level} – {gettext(word)}") for level, word in SKILL_LEVELS.items()]
        for field in (self.level_needed, self.level_seen):
            field.choices = options(levels, nothing=gettext("Choose a level"))
        return self

    def facts(self) -> SkillFacts:
        """What was typed, as the service wants it."""
        return SkillFacts(
            skill=self.skill.data or "",
            role=self.role.data or "",
            level_needed=int(self.level_needed.data),
            level_seen=int(self.level_seen.data),
            n_seen=self.n_seen.data,
            task=self.task.data or "",
        )


class ArtefactForm(EditForm):
    """Something that can be handed over."""

    name = LineField(_("Name"), [required(), length(200)])
    kind = LineField(_("What it is"), [length(120)], description=_("A template, a film, a script."))
    licence = LineField(
        _("Licence"), [length(120)], description=_("What others may do with it, such as CC BY 4.0.")
    )
    place = LineField(
        _("Where it lies"), [length(500)], description=_("An address or a journal number.")
    )

    def offer(self) -> "ArtefactForm":
        """There is nothing to choose."""
        return self

    def facts(self) -> ArtefactFacts:
        """What was typed, as the service wants it."""
        names = ArtefactFacts.__annotations__
        return ArtefactFacts(**{name: self[name].data or "" for name in names})


def values_of(finding: Barrier | SkillFinding | Artefact) -> dict[str, Any]:
    """A finding as its form shows it."""
    if isinstance(finding, Artefact):
        return {n: getattr(finding, n) for n in (*ArtefactFacts.__annotations__, "version")}
    if isinstance(finding, SkillFinding):
        values = {n: getattr(finding, n) for n in (*SkillFacts.__annotations__, "version")}
        levels = ("level_needed", "level_seen")
        return values | {name: str(values[name]) for name in levels}
    names = ("text", "role", "unit", "frequency", "version")
    values = {name: getattr(finding, name) for name in names}
    values |= {"cause": finding.cause.value, "severity": str(finding.severity)}
    return values | {"notes": [link.note.public_id for link in finding.links if link.note.usable]}
