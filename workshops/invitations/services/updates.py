"""Telling guests what has changed: planning changes a sitting, then somebody sends the update."""

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.errors import Stale
from workshops.core.text import N_
from workshops.invitations.models import LetterKind
from workshops.invitations.queries.pending import Pending, updates_of
from workshops.invitations.services import addresses, letters
from workshops.invitations.services.inviting import (
    invite_anew,
    require_may_invite,
    require_to_come,
)
from workshops.invitations.services.reminding import plan_reminders
from workshops.planning.models import Answer, Workshop
from workshops.planning.services import acts
from workshops.planning.services.asking import ask_again


def send_updates(actor: Actor, *, workshop: Workshop, seen: str) -> int:
    """Send everybody whose entry is out of date its new version, and invite to days added since.

    Gives back how many letters that was. `seen` is the fingerprint of what the check page showed.
    Raises NotAllowed, Conflict when the workshop is over, Stale when something has changed since.
    """
    require_may_invite(actor, workshop)
    require_to_come(workshop)
    updates = updates_of(workshop, clock.now())
    if updates.fingerprint != seen:
        raise Stale(N_("Something has changed since you looked. Check once more, then send."))
    for each in updates.pending:
        _send(actor, each)
    invite_anew(actor, workshop, updates.uninvited)
    if updates:
        plan_reminders(workshop.sittings)
        changed = {name for each in updates.pending for name in each.changed}
        acts.record(actor, "updates_sent", workshop, fields=changed)
    return len(updates)


def _send(actor: Actor, pending: Pending) -> None:
    invitation, version = pending.invitation, pending.version
    kind = LetterKind.UPDATE if addresses.has_left(invitation) else LetterKind.INVITE
    invitation.older_answer = version.older
    if pending.asks and invitation.participation.answer is not Answer.NONE:
        ask_again(actor, participation=invitation.participation)
    letters.post_version(invitation, kind, version, pending.changed)
