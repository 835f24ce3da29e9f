"""What an update would send: newer versions of entries, and invitations to days added since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workshops.core import clock
from workshops.core.db import db
from workshops.invitations.models import Invitation
from workshops.invitations.queries import WITH_DAY, list_to_come, sent_of, shown_now
from workshops.invitations.rules.versions import (
    Version,
    Weight,
    changes,
    next_version,
    weigh,
)
from workshops.planning.models import Answer, Participation, Sitting, Workshop


@dataclass(frozen=True)
class Pending:
    """An invitation whose guest has an older version than what stands now."""

    invitation: Invitation
    changed: tuple[str, ...]
    version: Version

    @property
    def asks(self) -> bool:
        """Whether an answer that was given will be asked for anew."""
        given = self.invitation.participation.answer is not Answer.NONE
        return given and weigh(self.changed) is Weight.ASKS


@dataclass(frozen=True)
class Updates:
    """Everything that an update of one workshop would send."""

    pending: Sequence[Pending]
    uninvited: Sequence[Participation]

    def __len__(self) -> int:
        """How many letters that is."""
        return len(self.pending) + len(self.uninvited)

    @property
    def fingerprint(self) -> str:
        """A short word for exactly this, to see whether it is still what was shown."""
        said = (
            [
                (
                    each.invitation.id,
                    each.invitation.sequence,
                    shown_now(each.invitation.participation),
                )
                for each in self.pending
            ],
            [(each.id, shown_now(each)) for each in self.uninvited],
        )
        return sha256(repr(said).encode()).hexdigest()[:16]


def updates_of(workshop: Workshop, now: datetime) -> Updates:
    """What an update would send at this moment."""
    return Updates(list_pending(workshop), list_uninvited(workshop.id, now))


def list_pending(workshop: Workshop) -> list[Pending]:
    """Which guests have an older version than what stands now, and what each would get; by name.

    Nothing is told about a day that is over.
    """
    found = []
    for invitation in list_to_come(workshop.id, clock.now()):
        now = shown_now(invitation.participation)
        changed = changes(sent_of(invitation), now)
        if changed and invitation.participation.person.deleted_at is None:
            version = next_version(
                invitation.sequence,
                invitation.participation.answer,
                invitation.older_answer,
                changed,
            )
            found.append(Pending(invitation, changed, version))
    return sorted(found, key=_name_and_day)


def _name_and_day(pending: Pending) -> tuple[str, int, datetime]:
    placed = pending.invitation.participation
    return placed.person.name_sort, placed.person_id, placed.sitting.starts_at


def list_uninvited(workshop_id: int, now: datetime) -> Sequence[Participation]:
    """Who is on a day still to come without an invitation to it: a day was added since."""
    have = select(Invitation.participation_id).where(Invitation.cancelled_at.is_(None))
    return db.session.scalars(
        select(Participation)
        .join(Participation.sitting)
        .where(
            Sitting.workshop_id == workshop_id,
            Sitting.is_hold.is_(False),
            Sitting.starts_at > now,
            Participation.removed_at.is_(None),
            Participation.id.not_in(have),
        )
        .options(
            joinedload(Participation.person),
            WITH_DAY,
        )
        .order_by(Sitting.starts_at, Participation.id)
    ).all()
