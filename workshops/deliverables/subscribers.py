"""What deliverables do when something below them is withdrawn."""

from workshops.deliverables.services.withdrawing import CONSENT, WITHDRAWN, take_out_note
from workshops.expectations.events import NoteWithdrawn, QuoteConsentWithdrawn


def on_note_withdrawn(fact: NoteWithdrawn) -> None:
    """A withdrawn note leaves every draft, and flags what was issued."""
    take_out_note(
        public_id=fact.public_id,
        engagement_id=fact.engagement_id,
        text=fact.text,
        reason=WITHDRAWN,
    )


def on_consent_withdrawn(fact: QuoteConsentWithdrawn) -> None:
    """Words that may no longer be quoted leave every draft, and issued versions are flagged."""
    take_out_note(
        public_id=fact.public_id,
        engagement_id=fact.engagement_id,
        text=fact.text,
        reason=CONSENT,
    )
