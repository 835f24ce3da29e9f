"""The supervision proposal: how people are helped to hold a practice that is hard (S1 to S21)."""

from workshops.deliverables.compose.common import results
from workshops.deliverables.compose.desk import Desk, Part
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.supervision.after import (
    agreement,
    cost,
    decision,
    measures,
    summary,
)
from workshops.deliverables.compose.supervision.around import (
    confidence,
    escalation,
    learning,
    managers,
)
from workshops.deliverables.compose.supervision.facts import hard
from workshops.deliverables.compose.supervision.practice import cases, observation, standards
from workshops.deliverables.compose.supervision.setup import form, parts, script
from workshops.deliverables.compose.supervision.why import (
    elsewhere,
    functions,
    purpose,
    situations,
    unfounded,
)
from workshops.deliverables.compose.telling import inner
from workshops.deliverables.compose.thin import thin
from workshops.deliverables.rules.phase import too_thin
from workshops.documents.blocks import Section

BODY: tuple[Part, ...] = (
    decision,
    purpose,
    situations,
    functions,
    form,
    parts,
    script,
    cases,
    standards,
    observation,
    confidence,
    escalation,
    managers,
    learning,
    measures,
    cost,
    agreement,
    elsewhere,
)


def title(d: Desk) -> str:
    """S1: what the document is called."""
    return d.gettext("Supervision for “%(name)s”", name=inner(d.evidence.engagement.name))


def _results(d: Desk) -> Section | None:
    return results(d, "why", d.gettext("What has been tested"), d.carried)


def body(d: Desk) -> tuple[Part, ...]:
    """The sections in order; without evidence or hard situations, only what can be said."""
    if too_thin(d.carried):
        return (thin, _results, situations, elsewhere)
    return BODY if hard(d.carried) else (unfounded, _results, elsewhere)


def first(d: Desk) -> Section | None:
    """The summary, where there is a proposal to sum up."""
    return summary(d) if hard(d.carried) and not too_thin(d.carried) else None


RECIPE = Recipe(title, body, first, "s21-sources")
