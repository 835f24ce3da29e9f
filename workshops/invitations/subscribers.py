"""What happens to invitations when planning takes people off or cancels a workshop."""

from workshops.invitations import queries
from workshops.invitations.services import inviting, merging
from workshops.planning.events import (
    ParticipationRemoved,
    ParticipationsMerged,
    WorkshopCancelled,
)


def on_participation_removed(fact: ParticipationRemoved) -> None:
    """Whoever was taken off a sitting gets its cancellation."""
    for invitation in queries.list_open_of_participation(fact.participation_id):
        inviting.withdraw(invitation)


def on_participations_merged(fact: ParticipationsMerged) -> None:
    """Of two invitations of one person to one sitting, one goes on."""
    merging.follow_merge(kept_id=fact.kept_id, gone_id=fact.gone_id)


def on_workshop_cancelled(fact: WorkshopCancelled) -> None:
    """Everybody invited hears that a workshop will not be held, and why."""
    inviting.withdraw_all(workshop_id=fact.workshop_id, reason=fact.reason)
