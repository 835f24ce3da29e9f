"""The hand-over document: what there is, what the words mean, what may be used, what is deleted."""

from workshops.deliverables.compose.desk import Desk, Part
from workshops.deliverables.compose.handover.keeping import dictionary, licences, retention
from workshops.deliverables.compose.handover.stock import records, still_open, summary
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import inner


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("Hand-over of “%(name)s”", name=inner(d.evidence.engagement.name))


def body(_d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    return (records, still_open, licences, retention, dictionary)


RECIPE = Recipe(title, body, summary)
