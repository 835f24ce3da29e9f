"""The kinds of deliverables, where rules look for them."""

from workshops.deliverables.models.kinds import DeliverableKind

__all__ = ["DeliverableKind"]
