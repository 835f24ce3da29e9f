"""Hiding notes, and withdrawing them on request."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import erase_log, transaction
from workshops.core.resting import list_resting
from workshops.expectations import permissions
from workshops.expectations.queries import notes as queries
from workshops.expectations.services import triage, withdrawal
from workshops.expectations.views.blueprint import bp
from workshops.expectations.views.notes import note_of, note_url, refuse_unless, url_to
from workshops.web import undo
from workshops.web.access import current_actor, needs


@bp.post("/engagements/<id:engagement_id>/notes/<id:note_id>/hide")
@needs("U", "note")
def hide(engagement_id: str, note_id: str) -> Response:
    """Take a note out of lists, themes and drafts, with a way back."""
    engagement, found = note_of(engagement_id, note_id)
    with transaction():
        triage.hide_note(current_actor(), note=found)
    back = url_to("show_again", engagement, note_id=note_id)
    undo.offer(_("The note is hidden: it stands in no theme, draft or export."), back)
    return redirect(note_url(found, engagement))


@bp.post("/engagements/<id:engagement_id>/notes/<id:note_id>/show")
@needs("U", "note")
def show_again(engagement_id: str, note_id: str) -> Response:
    """Bring a hidden note back."""
    engagement, found = note_of(engagement_id, note_id)
    with transaction():
        triage.hide_note(current_actor(), note=found, hidden=False)
    flash(_("The note is shown again."), "success")
    return redirect(note_url(found, engagement))


@bp.post("/engagements/<id:engagement_id>/notes/<id:note_id>/consent")
@needs("U", "note")
def take_back_consent(engagement_id: str, note_id: str) -> Response:
    """Note that the speaker no longer wants to be quoted."""
    engagement, found = note_of(engagement_id, note_id)
    with transaction():
        withdrawal.take_back_consent(current_actor(), note=found)
    flash(_("The note may no longer be quoted."), "success")
    return redirect(note_url(found, engagement))


@bp.get("/engagements/<id:engagement_id>/notes/<id:note_id>/withdraw")
@needs("D", "note")
def ask_withdraw(engagement_id: str, note_id: str) -> str:
    """Ask once before a note is erased."""
    engagement, found = note_of(engagement_id, note_id)
    refuse_unless(permissions.can_withdraw_notes(current_actor(), engagement))
    return render_template(
        "expectations/note_withdraw.html",
        engagement=engagement,
        note=found,
        themes=queries.themes_of([found]).get(found.id, []),
        resting=list_resting(current_actor(), f"note:{found.public_id}"),
    )


@bp.post("/engagements/<id:engagement_id>/notes/<id:note_id>/withdraw")
@needs("D", "note")
def withdraw_note(engagement_id: str, note_id: str) -> Response:
    """Erase a note on request."""
    engagement, found = note_of(engagement_id, note_id)
    with transaction():
        withdrawal.withdraw_note(current_actor(), note=found)
    erase_log()
    flash(_("The note is withdrawn and its text is erased."), "success")
    return redirect(url_to("notes", engagement))
