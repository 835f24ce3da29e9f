"""The review of a draft as the project manager sees it: who was asked, what they say."""

from collections.abc import Sequence

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.forms.reviewing import SendForm, SettleForm
from workshops.deliverables.models import Deliverable
from workshops.deliverables.queries import reviews
from workshops.deliverables.queries.documents import document_of
from workshops.deliverables.services import reviewing
from workshops.deliverables.services.reviewing import Asking
from workshops.deliverables.views.blueprint import (
    Answer,
    back,
    bp,
    draft_of,
    imprint,
    tab_page,
    to_write,
)
from workshops.engagements.models import EngagementContact
from workshops.engagements.queries.people import list_contacts
from workshops.web.access import current_actor, needs
from workshops.web.buttons import pressed
from workshops.web.fields import options

REVIEW = "deliverables.review"


@bp.get("/deliverables/<id:deliverable_id>/review")
@needs("R", "deliverable")
def review(deliverable_id: str) -> str:
    """Who was asked, their verdicts, and comments by section."""
    return _page(draft_of(deliverable_id))


@bp.get("/deliverables/<id:deliverable_id>/review/new")
@needs("U", "deliverable")
def send_form(deliverable_id: str) -> str:
    """Choose whom to ask."""
    found = to_write(deliverable_id)
    contacts = list_contacts(found.engagement)
    first = [each.person.public_id for each in contacts if each.first]
    return _send_page(found, _form(contacts, SendForm(people=first)), contacts)


@bp.post("/deliverables/<id:deliverable_id>/review/new")
@needs("U", "deliverable")
def send(deliverable_id: str) -> Response:
    """Send the draft as it is now to those who were chosen."""
    found = to_write(deliverable_id)
    contacts = list_contacts(found.engagement)
    form = _form(contacts, SendForm())
    with form.saving(lambda: _send_page(found, form, contacts)):
        chosen = [
            each.person for each in contacts if each.person.public_id in (form.people.data or ())
        ]
        asking = Asking(chosen, form.message.data or "", form.days.data)
        reviewing.send_for_review(
            current_actor(),
            deliverable=found,
            document=document_of(found, imprint(found)),
            asking=asking,
        )
    flash(_("The draft is on its way to the agency."), "success")
    return back(found, REVIEW)


@bp.post("/deliverables/<id:deliverable_id>/reviewers/<id:reviewer_id>/revoke")
@needs("U", "deliverable")
def revoke(deliverable_id: str, reviewer_id: str) -> Response:
    """End one reviewer's link."""
    found = to_write(deliverable_id)
    reviewer = reviews.get_reviewer(found, reviewer_id)
    with transaction():
        reviewing.revoke_reviewer(current_actor(), reviewer=reviewer)
    flash(_("The link no longer works."), "success")
    return back(found, REVIEW)


@bp.post("/deliverables/<id:deliverable_id>/reviewers/<id:reviewer_id>/send")
@needs("U", "deliverable")
def send_again(deliverable_id: str, reviewer_id: str) -> Response:
    """Send the link once more."""
    found = to_write(deliverable_id)
    reviewer = reviews.get_reviewer(found, reviewer_id)
    with pressed(_("The letter is on its way once more.")):
        reviewing.remind_reviewer(current_actor(), reviewer=reviewer)
    return back(found, REVIEW)


@bp.post("/deliverables/<id:deliverable_id>/comments/<id:comment_id>/settle")
@needs("U", "deliverable")
def settle(deliverable_id: str, comment_id: str) -> Answer:
    """Mark a comment as dealt with."""
    found, form = to_write(deliverable_id), SettleForm()
    comment = reviews.get_comment(found, comment_id)
    if not form.validate_on_submit():
        return _page(found, {comment_id: form}), 422
    with transaction():
        reviewing.settle_comment(current_actor(), comment=comment, answer=form.answer.data or "")
    flash(_("The comment is settled."), "success")
    return back(found, REVIEW, f"comment-{comment_id}")


@bp.post("/deliverables/<id:deliverable_id>/comments/<id:comment_id>/reopen")
@needs("U", "deliverable")
def reopen(deliverable_id: str, comment_id: str) -> Response:
    """Take back that a comment was dealt with."""
    found = to_write(deliverable_id)
    comment = reviews.get_comment(found, comment_id)
    with transaction():
        reviewing.reopen_comment(current_actor(), comment=comment)
    flash(_("The comment is open again."), "success")
    return back(found, REVIEW, f"comment-{comment_id}")


def _page(found: Deliverable, forms: dict[str, SettleForm] | None = None) -> str:
    comments = reviews.list_comments(found)
    return tab_page(
        "deliverables/review.html",
        found,
        REVIEW,
        round=reviews.find_round(found),
        comments=comments,
        headings={section.key: section.heading for section in found.sections},
        forms={each.public_id: _settle_form(each.public_id, forms or {}) for each in comments},
        may_send=permissions.can_send_drafts(current_actor(), found.engagement),
    )


def _settle_form(comment_id: str, sent: dict[str, SettleForm]) -> SettleForm:
    """The form of one comment among many, with an id of its own."""
    form = sent.get(comment_id) or SettleForm(formdata=None)
    form.answer.id = f"answer-{comment_id}"
    return form


def _form(contacts: Sequence[EngagementContact], form: SendForm) -> SendForm:
    form.people.choices = options(
        [(each.person.public_id, _label(each)) for each in contacts if each.person.email]
    )
    return form


def _label(contact: EngagementContact) -> str:
    place = contact.person.organisation.name if contact.person.organisation else ""
    return f"{contact.person.name}, {place}" if place else contact.person.name


def _send_page(found: Deliverable, form: SendForm, contacts: Sequence[EngagementContact]) -> str:
    if not permissions.can_send_drafts(current_actor(), found.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can send drafts for review."))
    return render_template(
        "deliverables/send.html",
        deliverable=found,
        form=form,
        reachable=any(each.person.email for each in contacts),
    )
