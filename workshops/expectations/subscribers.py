"""What expectations do about facts of lower slices."""

from workshops.expectations.services import merging
from workshops.people.events import PersonsMerged


def on_persons_merged(fact: PersonsMerged) -> None:
    """Let the kept person be the author of what either wrote."""
    merging.follow_merge(kept_id=fact.kept_id, gone_id=fact.gone_id)
