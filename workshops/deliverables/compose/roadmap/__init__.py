"""The implementation roadmap: from the test sites to the next ones, obstacles first."""

from workshops.deliverables.compose.common import not_cured, nothing_goes_on, results
from workshops.deliverables.compose.desk import Desk, Part
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.roadmap.sites import sites, stop_rule
from workshops.deliverables.compose.roadmap.steps import obstacles, steps, summary
from workshops.deliverables.compose.telling import inner
from workshops.documents.blocks import Section


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("Roadmap for “%(name)s”", name=inner(d.evidence.engagement.name))


def _results(d: Desk) -> Section | None:
    return results(d, "r-results", d.gettext("What has been tested"), d.carried)


def _elsewhere(d: Desk) -> Section | None:
    opening = d.gettext(
        "Better processes and systems will not move what follows; each is taken up where it can "
        "be cured."
    )
    return not_cured(d, "not-cured", d.gettext("What the roadmap does not solve"), opening)


def body(d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    if not d.carried:
        return (nothing_goes_on,)
    return (_results, obstacles, steps, sites, stop_rule, _elsewhere)


RECIPE = Recipe(title, body, summary)
