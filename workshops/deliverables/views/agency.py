"""What a contact at the agency sees by personal link: the draft to read, comment and approve."""

from functools import partial

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.errors import Gone
from workshops.deliverables.forms.reviewing import CommentForm, VerdictForm
from workshops.deliverables.models.kinds import Verdict
from workshops.deliverables.models.review import Reviewer
from workshops.deliverables.queries import reviews
from workshops.deliverables.services import reviewing
from workshops.deliverables.views.blueprint import bp
from workshops.documents.layout import lay_out
from workshops.documents.stored import document_from_json
from workshops.mail import links
from workshops.web import limits
from workshops.web.access import by_link

Answer = Response | str | tuple[str, int]
ACTS_AN_HOUR = 120
HOUR_SECONDS = 3600


@bp.get("/r/<token:token>")
@by_link("review")
def read(token: str) -> Answer:
    """The draft. However often it is opened, nothing changes."""
    return _page(token, _reviewer(token))


@bp.post("/r/<token:token>/comments")
@by_link("review")
def comment(token: str) -> Response:
    """Say something about a section, or about the whole."""
    reviewer, form = _acting(token), CommentForm()
    with form.saving(lambda: _page(token, reviewer, comment=form)):
        reviewing.comment(
            reviewer=reviewer,
            section_key=form.section.data or "",
            text=form.text.data or "",
        )
    anchor = f"section-{form.section.data}" if form.section.data else "whole"
    return redirect(url_for("deliverables.read", token=token, _anchor=anchor), 303)


@bp.post("/r/<token:token>/verdict")
@by_link("review")
def verdict(token: str) -> Answer:
    """Approve, or ask for changes."""
    reviewer, form = _acting(token), VerdictForm()
    if form.verdict.data not in list(Verdict):
        return _page(token, reviewer, verdict=form), 422
    with form.saving(lambda: _page(token, reviewer, verdict=form)):
        reviewing.decide_review(
            reviewer=reviewer,
            verdict=Verdict(str(form.verdict.data)),
            remark=form.remark.data or "",
        )
    return redirect(url_for("deliverables.read", token=token, _anchor="verdict"), 303)


def _reviewer(token: str) -> Reviewer:
    """Whose link it is. Raises NotFound, Gone."""
    return reviews.reviewer_of_link(links.read(reviewing.PURPOSE, token, clock.now()))


def _acting(token: str) -> Reviewer:
    """The same, for somebody who is about to write; not too often."""
    reviewer = _reviewer(token)
    limits.hit(f"review:{reviewer.id}", ACTS_AN_HOUR, HOUR_SECONDS)
    return reviewer


def _page(
    token: str,
    reviewer: Reviewer,
    *,
    comment: CommentForm | None = None,
    verdict: VerdictForm | None = None,
) -> str:
    review = reviewer.round
    own = VerdictForm(formdata=None, remark=reviewer.remark)
    return render_template(
        "deliverables/read.html",
        token=token,
        reviewer=reviewer,
        round=review,
        deliverable=review.deliverable,
        layout=lay_out(document_from_json(review.document)),
        comments=reviews.list_comments_of(reviewer),
        open=review.closed_at is None and review.expires_at > clock.now(),
        comment=comment or CommentForm(formdata=None),
        form_at=partial(_form_at, comment),
        verdict=verdict or own,
        nothing=lambda _key: None,
    )


def _form_at(sent: CommentForm | None, key: str) -> CommentForm:
    """The form beside a section: the one that was sent, where something was wrong with it."""
    here = sent is not None and (sent.section.data or "") == key
    form = sent if here and sent is not None else CommentForm(formdata=None)
    form.text.id = f"text-{key or 'whole'}"
    return form


@bp.errorhandler(Gone)
def _gone_page(gone: Gone) -> tuple[str, int]:
    return render_template("deliverables/gone.html", problem=gone), gone.status
