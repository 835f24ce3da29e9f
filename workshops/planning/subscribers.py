"""What planning does about facts of lower slices."""

from workshops.people.events import PersonsMerged
from workshops.planning.services import merging


def on_persons_merged(fact: PersonsMerged) -> None:
    """Move participations, needs and bookings to the kept person."""
    merging.follow_merge(kept_id=fact.kept_id, gone_id=fact.gone_id)
