"""A guest's page was looked at: the browser says so, for the guest alone and nothing more."""

from workshops.core import clock
from workshops.core.db import db
from workshops.invitations.models import Invitation
from workshops.invitations.services.answers import open_of_link


def note_opened(*, invitation: Invitation) -> None:
    """Keep when the page of a personal link was looked at first and last; it shows all days.

    It is no act of anybody, so the log does not have it. Raises Gone.
    """
    now = clock.now()
    for each in open_of_link(invitation):
        each.opened_at = each.opened_at or now
        each.last_opened_at = now
    db.session.flush()
