"""From the note's own page to the draft: words that somebody copied by hand go too."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.deliverables.compositions import FIRST, QUOTED, block_of
from tests.deliverables.makers import make_deliverable
from tests.expectations.makers import make_note
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, transaction
from workshops.deliverables.services import composing
from workshops.documents.blocks import Paragraph, Sentence, content_to_json
from workshops.expectations.services.withdrawal import take_back_consent, withdraw_note


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
