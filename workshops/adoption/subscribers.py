"""What adoption does when documents reach the agency."""

from workshops.adoption.services import asking
from workshops.deliverables.events import PackDelivered, PackReceived


def on_pack_delivered(fact: PackDelivered) -> None:
    """What is recommended in a delivered pack is under adoption from that day."""
    asking.begin_delivered(version_ids=fact.versions)


def on_pack_received(fact: PackReceived) -> None:
    """Whoever got the pack is asked what they do with each recommendation."""
    asking.ask_receiver(
        engagement_id=fact.engagement_id,
        version_ids=fact.versions,
        holder=asking.Holder(fact.name, fact.address, fact.language),
    )
