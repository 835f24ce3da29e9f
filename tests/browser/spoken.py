"""The words of records and the language each is in, for pages that show them."""

from sqlalchemy import select

from workshops.core.columns import Identified
from workshops.core.db import db
from workshops.deliverables.models import Deliverable
from workshops.engagements.models import Engagement, EngagementTask
from workshops.expectations.models import Theme
from workshops.experiments.models import Concept, Experiment
from workshops.planning.models import AgendaBlock, Workshop
from workshops.web.language import language_of

WORDS: tuple[tuple[type[Identified], tuple[str, ...]], ...] = (
    (Workshop, ("name", "purpose")),
    (AgendaBlock, ("title", "text")),
    (Engagement, ("name", "question")),
    (EngagementTask, ("title",)),
    (Theme, ("statement",)),
    (Concept, ("name",)),
    (Experiment, ("name", "problem", "hypothesis")),
    (Deliverable, ("title",)),
)


def texts_of_records() -> dict[str, str]:
    """Each text of more than one word, and its language; none that is there in two."""
    found: dict[str, set[str]] = {}
    for model, names in WORDS:
        for record in db.session.scalars(select(model).order_by(model.id)):
            for name in names:
                words = " ".join(str(getattr(record, name) or "").split())
                if " " in words:
                    found.setdefault(words, set()).add(language_of(record))
    return {words: spoken.pop() for words, spoken in found.items() if len(spoken) == 1}
