"""From real citizens' sentences to drafts: a Polis conversation, its themes, a test, a decision."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.deliverables.test_compose_anything import check, texts
from tests.deliverables.test_gathering import gathered
from tests.expectations.makers import make_theme
from tests.expectations.polis import real_export
from tests.experiments.learned import (
    make_account,
    make_artefact,
    make_barrier,
    make_finding,
    make_observation,
    make_result,
)
from tests.experiments.makers import make_experiment
from tests.factories import make_engagement
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, transaction
from workshops.deliverables.compose import CatalogueWords, Composition, compose
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Theme
from workshops.expectations.services.polis import Wish, import_polis, read_folder
from workshops.expectations.services.withdrawal import withdraw_note
from workshops.experiments.models import Experiment, ExperimentTheme
from workshops.experiments.models.kinds import Cause, ExperimentState

NAMES = ("london.youth.policing", "scoop-hivemind.affordable-housing")
REPORTS = {DeliverableKind.WORKSHOP_REPORT}


def conversation(name: str) -> Engagement:
    """An engagement with a whole conversation as its notes; skips where it is not at hand."""
    folder = real_export(name) or pytest.skip("the conversations are not beside the project")
    engagement = make_engagement()
    with transaction():
        import_polis(
            COMMAND_LINE, engagement=engagement, conversation=read_folder(folder), wish=Wish()
        )
    return engagement


def told(engagement: Engagement) -> list[ExpectationNote]:
    """Its usable notes, the longest first."""
    query = select(ExpectationNote).where(ExpectationNote.engagement_id == engagement.id)
    notes = [note for note in db.session.scalars(query.order_by(ExpectationNote.id)) if note.usable]
    return sorted(notes, key=lambda note: -len(note.text))


def sorted_out(engagement: Engagement) -> list[Theme]:
    """Two themes out of twelve of the notes, some of which may be quoted."""
    notes = told(engagement)[:12]
    for note in notes[::3]:
        note.quote_consent = True
    db.session.commit()
    return [make_theme(engagement, *notes[:7]), make_theme(engagement, *notes[7:])]


def decided(engagement: Engagement, theme: Theme) -> Experiment:
    """A decided experiment that answers a theme and left barriers that rest on its notes."""
    experiment = make_experiment(engagement, ExperimentState.DECIDED, evidence_level=2)
    db.session.add(ExperimentTheme(experiment_id=experiment.id, theme_id=theme.id))
    db.session.commit()
    make_result(experiment)
    notes = [link.note for link in theme.links]
    make_observation(experiment, notes[0])
    for number, cause in enumerate((Cause.KNOWLEDGE, Cause.JUDGEMENT, Cause.RULE, Cause.TOOL)):
        make_barrier(experiment, notes[number], cause=cause, text=f"Seen {number}: {cause.value}")
    make_finding(experiment)
    make_artefact(experiment)
    make_account(experiment)
    return experiment


def drafts(engagement: Engagement) -> dict[DeliverableKind, Composition]:
    """Every deliverable that the records can bear."""
    evidence = gathered(engagement)
    made = {}
    for kind in set(DeliverableKind) - REPORTS:
        made[kind] = compose(kind, evidence, CatalogueWords("en"))
        check(made[kind], evidence)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_reaches_every_draft_and_a_withdrawn_note_leaves_them(
    app: Flask, name: str
) -> None:
    engagement = conversation(name)
    theme = sorted_out(engagement)[0]
    note = theme.links[0].note
    key, words = f"note:{note.public_id}", " ".join(note.text.split())[:60]
    decided(engagement, theme)
    made = drafts(engagement)
    for kind in (DeliverableKind.TRAINING, DeliverableKind.SUPERVISION):
        assert {"experiment", "note"} <= {str(s.kind) for s in made[kind].sources}
        assert made[kind].recommendations
    assert key in {s.key for s in made[DeliverableKind.TRAINING].sources}
    assert words in " ".join(texts(made[DeliverableKind.EXPECTATION_MAP]))
    with transaction():
        withdraw_note(COMMAND_LINE, note=note)
    for composed in drafts(engagement).values():
        assert key not in {s.key for s in composed.sources}
        assert words not in " ".join(texts(composed))
