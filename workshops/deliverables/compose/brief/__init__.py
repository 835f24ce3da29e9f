"""The policy brief: question, expectations, test, options, advice, and what we do not know."""

from workshops.deliverables.compose.brief.options import advice, options, unknown
from workshops.deliverables.compose.brief.question import expected, question, rules, tested
from workshops.deliverables.compose.common import not_cured_in_short, nothing_goes_on
from workshops.deliverables.compose.desk import Desk, Part
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import line
from workshops.documents.blocks import Section


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("Policy brief: %(name)s", name=line(d.evidence.engagement.name))


def _elsewhere(d: Desk) -> Section | None:
    return not_cured_in_short(d, "not-cured", d.gettext("What no rule will solve"))


def body(d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    if not d.carried:
        return (question, nothing_goes_on)
    return (question, expected, tested, rules, options, unknown, _elsewhere)


RECIPE = Recipe(title, body, advice)
