"""The experiment report: as registered and as it went, side by side, departures listed."""

from workshops.deliverables.compose.desk import Desk, Part
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.report.after import barriers, costs, learned, skills
from workshops.deliverables.compose.report.plan import departures, side_by_side, subject, versions
from workshops.deliverables.compose.report.results import guardrails, outcome_of, subgroups, summary
from workshops.deliverables.compose.telling import line


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("Experiment report: %(name)s", name=line(subject(d).name))


def body(_d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    return (
        side_by_side,
        departures,
        outcome_of,
        subgroups,
        guardrails,
        barriers,
        skills,
        learned,
        costs,
        versions,
    )


RECIPE = Recipe(title, body, summary)
