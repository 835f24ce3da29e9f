"""The training proposal: what people must learn for a tested practice to work (T1 to T24)."""

from workshops.deliverables.compose.desk import Desk, Part
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import inner
from workshops.deliverables.compose.thin import thin
from workshops.deliverables.compose.training.after import evaluation, follow_up
from workshops.deliverables.compose.training.around import access, managers, materials, trainers
from workshops.deliverables.compose.training.cost import cost, risks
from workshops.deliverables.compose.training.modules import content, hours, objectives
from workshops.deliverables.compose.training.needs import elsewhere, needs, target
from workshops.deliverables.compose.training.summary import decision, summary
from workshops.deliverables.compose.training.why import expectations, gap, why
from workshops.deliverables.rules.needs import needs_of
from workshops.deliverables.rules.phase import too_thin
from workshops.documents.blocks import Section

BODY: tuple[Part, ...] = (
    decision,
    why,
    gap,
    expectations,
    needs,
    elsewhere,
    target,
    objectives,
    content,
    hours,
    trainers,
    materials,
    access,
    managers,
    evaluation,
    follow_up,
    cost,
    risks,
)


def title(d: Desk) -> str:
    """T1: what the document is called."""
    return d.gettext("Training for “%(name)s”", name=inner(d.evidence.engagement.name))


def body(d: Desk) -> tuple[Part, ...]:
    """The sections in order; without evidence to train on, what must be tested first."""
    if too_thin(d.carried):
        return (thin, why, needs, elsewhere)
    return BODY if needs_of(d.evidence, d.carried) else (why, expectations, needs, elsewhere)


def first(d: Desk) -> Section | None:
    """T2, unless there is nothing to sum up."""
    return None if too_thin(d.carried) else summary(d)


RECIPE = Recipe(title, body, first, "t24-sources")
