"""From the note's own page to the draft: words that somebody copied by hand go too."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.deliverables.compositions import FIRST, QUOTED, block_of
from tests.deliverables.makers import make_deliverable, make_version
from tests.expectations.makers import make_note, make_theme
from tests.experiments.makers import make_experiment
from tests.factories import save
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, transaction
from workshops.deliverables.models.issued import VersionFlag, VersionSource
from workshops.deliverables.services import composing
from workshops.documents.blocks import Paragraph, Sentence
from workshops.documents.stored import content_to_json
from workshops.expectations.services.withdrawal import take_back_consent, withdraw_note
from workshops.experiments.models.kinds import Cause
from workshops.experiments.models.learning import Barrier, BarrierNote


@pytest.mark.parametrize("act", [withdraw_note, take_back_consent])
def test_words_copied_by_hand_leave_the_draft_with_their_note(
    app: Flask, act: Callable[..., None]
) -> None:
    draft = make_deliverable()
    note = make_note(draft.engagement, text=f"{QUOTED}.", quote_consent=True)
    composing.renew(draft, FIRST)
    by_hand = Paragraph((Sentence(f"En sagde: {QUOTED}."), Sentence("Det er et mønster.")))
    block_of(draft, "s1").edited = content_to_json(by_hand)
    db.session.commit()
    with transaction():
        act(COMMAND_LINE, note=note)
    db.session.expire_all()
    kept = str(block_of(draft, "s1").edited)
    assert (QUOTED in kept, "Det er et mønster." in kept) == (False, True)


def test_an_issued_version_that_rests_on_the_note_through_a_theme_or_barrier_is_flagged(
    app: Flask,
) -> None:
    experiment = make_experiment()
    engagement = experiment.engagement
    note = make_note(engagement)
    theme = make_theme(engagement, note)
    barrier = save(
        Barrier(experiment_id=experiment.id, text="Ingen tid", cause=Cause.CAPACITY, severity=2)
    )
    save(BarrierNote(barrier_id=barrier.id, note_id=note.id))
    keys = (f"theme:{theme.public_id}", f"barrier:{barrier.public_id}")
    versions = [make_version(make_deliverable(engagement)) for _ in range(3)]
    for version, key in zip(versions, keys, strict=False):
        save(VersionSource(version_id=version.id, key=key))
    with transaction():
        withdraw_note(COMMAND_LINE, note=note)
    flagged = db.session.scalars(select(VersionFlag.version_id).order_by(VersionFlag.id)).all()
    assert flagged == [versions[0].id, versions[1].id]
