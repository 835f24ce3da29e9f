"""The memo on the management dimension: what managers must decide, stop, free and say."""

from workshops.deliverables.compose.common import not_cured, nothing_goes_on, results
from workshops.deliverables.compose.desk import Desk, Part
from workshops.deliverables.compose.memo.acts import first_month, free_and_say
from workshops.deliverables.compose.memo.decide import decide, summary
from workshops.deliverables.compose.memo.ready import code, readiness
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import inner
from workshops.documents.blocks import Section


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("What managers must do for “%(name)s”", name=inner(d.evidence.engagement.name))


def _results(d: Desk) -> Section | None:
    return results(d, "m-results", d.gettext("What has been tested"), d.carried)


def _elsewhere(d: Desk) -> Section | None:
    opening = d.gettext(
        "A decision by managers alone will not move what follows; each is taken up where it can "
        "be cured."
    )
    return not_cured(d, "not-cured", d.gettext("What managers cannot solve alone"), opening)


def body(d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    if not d.carried:
        return (nothing_goes_on,)
    return (decide, free_and_say, readiness, first_month, code, _results, _elsewhere)


RECIPE = Recipe(title, body, summary)
