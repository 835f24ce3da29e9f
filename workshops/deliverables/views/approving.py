"""Asking for approval, approving as the second person, issuing, and beginning anew."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.accounts.models import User
from workshops.core.db import transaction
from workshops.core.errors import NotAllowed, Problem
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.forms.reviewing import ApproveForm, AskForm
from workshops.deliverables.models import Deliverable
from workshops.deliverables.queries.approvers import list_possible
from workshops.deliverables.queries.documents import stamp_of
from workshops.deliverables.queries.reviews import readiness_of
from workshops.deliverables.rules.approval import wanting
from workshops.deliverables.services import issuing
from workshops.deliverables.views.blueprint import (
    Answer,
    back,
    bp,
    draft_of,
    gone_of,
    imprint,
    layout_of,
    linker,
    to_write,
)
from workshops.web.access import current_actor, needs
from workshops.web.buttons import pressed
from workshops.web.fields import options
from workshops.web.language import say


@bp.get("/deliverables/<id:deliverable_id>/ask")
@needs("U", "deliverable")
def ask_form(deliverable_id: str) -> str:
    """Choose the second person."""
    found = to_write(deliverable_id)
    people = list_possible(found)
    return _ask_page(found, _form(people, AskForm()), people)


@bp.post("/deliverables/<id:deliverable_id>/ask")
@needs("U", "deliverable")
def ask(deliverable_id: str) -> Response:
    """Ask somebody to approve."""
    found = to_write(deliverable_id)
    people = list_possible(found)
    form = _form(people, AskForm())
    with form.saving(lambda: _ask_page(found, form, people)):
        approver = next((each for each in people if each.public_id == form.approver.data), None)
        issuing.ask_approval(current_actor(), deliverable=found, approver=approver)
    flash(_("It now stands on that person’s first page, and a letter says so."), "success")
    return back(found)


@bp.get("/deliverables/<id:deliverable_id>/approve")
@needs("P", "deliverable")
def approve_form(deliverable_id: str) -> str:
    """The words to be approved, as they will be printed."""
    found = draft_of(deliverable_id)
    if not permissions.can_approve_drafts(current_actor(), found.engagement):
        raise NotAllowed(N_("Only a project manager or an administrator can approve."))
    return _approve_page(found, ApproveForm(seen=stamp_of(found)))


@bp.post("/deliverables/<id:deliverable_id>/approve")
@needs("P", "deliverable")
def approve(deliverable_id: str) -> Answer:
    """Approve what was read."""
    found, form = draft_of(deliverable_id), ApproveForm()
    try:
        with transaction():
            issuing.approve(current_actor(), deliverable=found, seen=form.seen.data or "")
    except NotAllowed:
        raise
    except Problem as problem:
        fresh = ApproveForm(formdata=None, seen=stamp_of(found))
        fresh.put(problem)
        return _approve_page(found, fresh), problem.status
    flash(_("Approved. It can be issued now."), "success")
    return back(found)


@bp.post("/deliverables/<id:deliverable_id>/take-back")
@needs("P", "deliverable")
def take_back(deliverable_id: str) -> Response:
    """Make an approved draft a draft again."""
    found = draft_of(deliverable_id)
    with pressed(_("It is a draft again.")):
        issuing.take_back_approval(current_actor(), deliverable=found)
    return back(found)


@bp.get("/deliverables/<id:deliverable_id>/issue")
@needs("U", "deliverable")
def issue_form(deliverable_id: str) -> str:
    """Ask once before the version is frozen."""
    return render_template("deliverables/issue.html", deliverable=to_write(deliverable_id))


@bp.post("/deliverables/<id:deliverable_id>/issue")
@needs("U", "deliverable")
def issue(deliverable_id: str) -> Response:
    """Freeze the approved draft and have its files made."""
    found = to_write(deliverable_id)
    try:
        with transaction():
            version = issuing.issue(
                current_actor(),
                deliverable=found,
                printing=lambda number: imprint(found, number),
            )
    except Problem as problem:
        flash(say(problem), "error")
        return back(found)
    flash(
        _("Version %(number)s is issued. Its files are being made.", number=version.number),
        "success",
    )
    return redirect(url_for("deliverables.version", version_id=version.public_id))


@bp.post("/deliverables/<id:deliverable_id>/next")
@needs("U", "deliverable")
def begin_next(deliverable_id: str) -> Response:
    """Take an issued deliverable up again."""
    found = to_write(deliverable_id)
    with pressed(_("The next version is begun. What was issued stays as it is.")):
        issuing.begin_next(current_actor(), deliverable=found)
    return back(found)


def _form(people: Sequence[User], form: AskForm) -> AskForm:
    form.approver.choices = options([(each.public_id, each.name) for each in people])
    return form


def _ask_page(found: Deliverable, form: AskForm, people: Sequence[User]) -> str:
    return render_template(
        "deliverables/ask.html",
        deliverable=found,
        form=form,
        people=people,
        wanting=wanting(readiness_of(found)),
    )


def _approve_page(found: Deliverable, form: ApproveForm) -> str:
    actor = current_actor()
    return render_template(
        "deliverables/approve.html",
        deliverable=found,
        form=form,
        layout=layout_of(found),
        url=linker(actor, found.engagement, gone_of(found)),
        wanting=wanting(readiness_of(found)),
        is_author=found.author_id == actor.id,
    )
