"""What deliverables do when something below them is withdrawn."""

from workshops.deliverables.services.withdrawing import WITHDRAWN, take_out_note
from workshops.expectations.events import NoteWithdrawn


def on_note_withdrawn(fact: NoteWithdrawn) -> None:
    """A withdrawn note leaves every draft, and flags what was issued."""
    take_out_note(
        public_id=fact.public_id, engagement_id=fact.engagement_id, text="", reason=WITHDRAWN
    )
