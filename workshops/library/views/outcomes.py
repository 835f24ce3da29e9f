"""What experiments came to, by evidence level: a chart with its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.experiments.models.kinds import Decision
from workshops.library.rules.outcomes import OPEN, rows_of
from workshops.library.views.asking import asked_here
from workshops.library.views.blueprint import bp
from workshops.search import queries as search
from workshops.search.queries import Outcomes
from workshops.web.access import current_actor, needs


@dataclass(frozen=True)
class Chart:
    """A stacked bar for each evidence level. `parts` are (kind of pattern, word)."""

    summary: str
    parts: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, Sequence[int]]]
    total: int


@bp.get("/outcomes")
@needs("R", "library")
def outcomes() -> str:
    """The chart of the experiments that a search finds."""
    address = asked_here()
    counted = search.count_outcomes(current_actor(), address.wish)
    return render_template("library/outcomes.html", address=address, chart=chart_of(counted))


def chart_of(counted: Outcomes) -> Chart:
    """The chart for counted outcomes, in words of the page's language."""
    names = [decision.value for decision in Decision]
    rows = rows_of(counted, names)
    total = sum(row.total for row in rows)
    sure = sum(row.total for row in rows if row.level >= 3)
    summary = ngettext(
        "%(num)s experiment; %(sure)s with evidence level 3 or higher.",
        "%(num)s experiments; %(sure)s with evidence level 3 or higher.",
        total,
        sure=sure,
    )
    parts = [(decision.value, _(decision.label)) for decision in Decision]
    return Chart(
        summary,
        [*parts, (OPEN, _("Not decided"))],
        [(_("Level %(level)s", level=row.level), list(row.counts.values())) for row in rows],
        total,
    )
