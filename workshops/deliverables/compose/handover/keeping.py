"""Licences, retention and the meaning of the words."""

from datetime import date

from workshops.core.text import N_
from workshops.deliverables.compose.desk import Desk, paragraph, section, table
from workshops.deliverables.compose.training.around import materials
from workshops.deliverables.rules.phase import decided
from workshops.documents.blocks import Column, Section

MONTHS = 6
WORDS = (
    (N_("Note"), N_("What one person said or what was observed once, without a name")),
    (N_("Theme"), N_("An expectation in one sentence, borne by its notes")),
    (N_("Experiment"), N_("A test whose rule was written down before it began")),
    (N_("Evidence level"), N_("How sure the result is, 1 to 5; not a mark")),
    (N_("Barrier"), N_("What stood in somebody's way, with one cause that decides the cure")),
    (N_("Skill finding"), N_("The level seen and the level needed, 0 to 4, in one role")),
)


def licences(d: Desk) -> Section | None:
    """The material with its terms."""
    return materials(d)


def retention(d: Desk) -> Section | None:
    """What is deleted, and when."""
    days = [e.decided_on for e in decided(d.evidence) if e.decided_on]
    keys = [e.key for e in decided(d.evidence)]
    told = (
        d.tell(
            "Raw notes are deleted or made anonymous by %(day)s, six months after the last "
            "decision, unless another day is agreed.",
            keys,
            day=d.words.date(months_after(max(days))),
        )
        if days
        else d.tell("Raw notes are deleted or made anonymous six months after the last decision.")
    )
    final = d.tell("Issued documents follow the archive rules and are not deleted by the lab.")
    return section(
        "h-retention",
        d.gettext("What is kept and for how long"),
        [paragraph("h-retention", told, final)],
    )


def months_after(day: date, months: int = MONTHS) -> date:
    """The same day of a later month, at the latest the 28th, which every month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def dictionary(d: Desk) -> Section | None:
    """What the words in the data mean."""
    columns = [Column(d.gettext("Word"), width=2), Column(d.gettext("Means"), width=7)]
    rows = [[d.cell(d.gettext(word)), d.cell(d.gettext(means))] for word, means in WORDS]
    caption = d.gettext("Words used in the data")
    return section("h-words", caption, [table("h-words:table", caption, columns, rows)])
