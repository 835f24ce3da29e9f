"""Where a guest ends the reminders about one workshop: a page, or one click in the mail program."""

from flask import Blueprint, g, redirect, render_template, session, url_for
from flask_babel import refresh
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.db import transaction
from workshops.invitations import queries
from workshops.invitations.models import Invitation
from workshops.invitations.rules.letters import spoken
from workshops.invitations.services import reminding
from workshops.invitations.services.answers import end_reminders
from workshops.mail import links
from workshops.web.access import by_link

bp = Blueprint("reminders", __name__)


@bp.get("/reminders/<token:token>")
@by_link("reminders")
def show(token: str) -> str:
    """What reminders are, and the button that ends them; opening it changes nothing."""
    invitation = _invitation(token)
    return render_template(
        "invitations/reminders.html",
        token=token,
        workshop=invitation.participation.sitting.workshop,
        off=invitation.reminders_off_at is not None,
    )


@bp.post("/reminders/<token:token>")
@by_link("reminders")
def switch_off(token: str) -> Response:
    """End the reminders. Mail programs post here by themselves (RFC 8058), without a form's token;
    the link is the secret."""
    invitation = _invitation(token)
    with transaction():
        end_reminders(invitation=invitation)
    return redirect(url_for("reminders.show", token=token), 303)


def _invitation(token: str) -> Invitation:
    claim = links.read(reminding.PURPOSE, token, clock.now())
    invitation = queries.get_by_link(claim.id, claim.version)
    if "language" not in session:
        g.language = spoken(invitation.participation.person.language)
        refresh()
    return invitation
