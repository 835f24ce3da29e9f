"""What the agency is asked, and its answers."""

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.deliverables import permissions, queries
from workshops.deliverables.forms import AnswerForm
from workshops.deliverables.models import AgencyQuestion, Deliverable
from workshops.deliverables.services.questions import answer_question
from workshops.deliverables.views.blueprint import (
    back,
    bp,
    draft_of,
    tab_page,
    to_write,
)
from workshops.web import merge
from workshops.web.access import current_actor, needs


@bp.get("/deliverables/<id:deliverable_id>/questions")
@needs("R", "deliverable")
def questions(deliverable_id: str) -> str:
    """Every question with its answer."""
    return _page(draft_of(deliverable_id))


@bp.get("/deliverables/<id:deliverable_id>/questions/<id:question_id>")
@needs("U", "deliverable")
def question(deliverable_id: str, question_id: str) -> str:
    """One question to answer."""
    found = to_write(deliverable_id)
    asked = queries.get_question(found.engagement, question_id)
    return _answer_page(found, asked, AnswerForm(obj=asked))


@bp.post("/deliverables/<id:deliverable_id>/questions/<id:question_id>")
@needs("U", "deliverable")
def answer(deliverable_id: str, question_id: str) -> Response:
    """Keep the agency's answer."""
    found, form = to_write(deliverable_id), AnswerForm()
    asked = queries.get_question(found.engagement, question_id)
    with form.saving(
        lambda: _answer_page(found, asked, form), stale=lambda: merge.page(form, asked)
    ):
        answer_question(
            current_actor(),
            engagement=found.engagement,
            question=asked,
            version=form.version.data,
            answer=form.answer.data or "",
            answered_by=form.answered_by.data or "",
        )
    flash(_("The answer is kept. Compose anew to have it in the text."), "success")
    return back(found, "deliverables.questions")


def _page(found: Deliverable) -> str:
    return tab_page(
        "deliverables/questions.html",
        found,
        "deliverables.questions",
        questions=queries.list_questions(found),
        may_edit=permissions.can_edit_drafts(current_actor(), found.engagement),
    )


def _answer_page(found: Deliverable, asked: AgencyQuestion, form: AnswerForm) -> str:
    return render_template(
        "deliverables/question.html", deliverable=found, question=asked, form=form
    )
