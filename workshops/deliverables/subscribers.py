"""What deliverables do when something below them is withdrawn."""

from workshops.deliverables.services import merging
from workshops.deliverables.services.withdrawing import (
    CONSENT,
    WITHDRAWN,
    resting_on,
    take_out_note,
)
from workshops.expectations.events import NoteWithdrawn, QuoteConsentWithdrawn
from workshops.people.events import PersonsMerged


def on_note_withdrawn(fact: NoteWithdrawn) -> None:
    """A withdrawn note leaves every draft, and flags what was issued."""
    take_out_note(
        public_id=fact.public_id,
        engagement_id=fact.engagement_id,
        text=fact.text,
        reason=WITHDRAWN,
        resting=resting_on(fact.note_id, fact.themes),
    )


def on_consent_withdrawn(fact: QuoteConsentWithdrawn) -> None:
    """Words that may no longer be quoted leave every draft, and issued versions are flagged."""
    take_out_note(
        public_id=fact.public_id,
        engagement_id=fact.engagement_id,
        text=fact.text,
        reason=CONSENT,
    )


def on_persons_merged(fact: PersonsMerged) -> None:
    """The kept person stands where the gone one was sent a pack or asked for a review."""
    merging.follow_merge(fact)
