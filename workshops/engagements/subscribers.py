"""What engagements do about facts of lower slices."""

from workshops.engagements.services import merging
from workshops.people.events import PersonsMerged


def on_persons_merged(fact: PersonsMerged) -> None:
    """Let the kept person be contact and HR partner where the gone one was."""
    merging.follow_merge(kept_id=fact.kept_id, gone_id=fact.gone_id)
