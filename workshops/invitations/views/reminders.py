"""Where a guest ends the reminders about one workshop: a page, or one click in the mail program."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.invitations.services import reminding
from workshops.invitations.services.answers import end_reminders
from workshops.invitations.views.parts import invitation_of
from workshops.web.access import by_link

bp = Blueprint("reminders", __name__)


@bp.get("/reminders/<token:token>")
@by_link("reminders")
def show(token: str) -> str:
    """What reminders are, and the button that ends them; opening it changes nothing."""
    invitation = invitation_of(token, reminding.PURPOSE)
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
    invitation = invitation_of(token, reminding.PURPOSE)
    with transaction():
        end_reminders(invitation=invitation)
    return redirect(url_for("reminders.show", token=token), 303)
