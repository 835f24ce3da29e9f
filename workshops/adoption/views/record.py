"""One recommendation: what was answered, when and by whom; answering on the agency's behalf."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.adoption import permissions, queries
from workshops.adoption.forms import BehalfForm, answer_values
from workshops.adoption.models import Adoption
from workshops.adoption.services import answering
from workshops.adoption.views.blueprint import bp, today
from workshops.web import merge
from workshops.web.access import current_actor, needs, require


@bp.get("/adoption/<id:adoption_id>")
@needs("R", "adoption")
def show(adoption_id: str) -> str:
    """Where it stands and how it came there."""
    actor = current_actor()
    adoption = queries.get_adoption(actor, adoption_id)
    return render_template(
        "adoption/show.html",
        adoption=adoption,
        changes=queries.list_changes(adoption),
        today=today(),
        may_answer=permissions.can_answer(actor, adoption.engagement),
    )


@bp.get("/adoption/<id:adoption_id>/answer")
@needs("U", "adoption")
def behalf_form(adoption_id: str) -> str:
    """The answer as it stands, to be changed on the agency's behalf."""
    adoption = queries.get_adoption(current_actor(), adoption_id)
    require(permissions.can_answer(current_actor(), adoption.engagement))
    return _page(BehalfForm(data=answer_values(adoption)), adoption)


@bp.post("/adoption/<id:adoption_id>/answer")
@needs("U", "adoption")
def answer_on_behalf(adoption_id: str) -> Response:
    """Write down what the agency said."""
    adoption, form = queries.get_adoption(current_actor(), adoption_id), BehalfForm()
    require(permissions.can_answer(current_actor(), adoption.engagement))
    with form.saving(
        lambda: _page(form, adoption),
        stale=lambda: merge.page(form, answer_values(adoption), cancel_url=_url(adoption)),
    ):
        answering.answer_on_behalf(
            current_actor(),
            adoption=adoption,
            said=form.said(),
            version=form.version.data,
            note=form.note.data or "",
        )
    flash(_("The answer is kept."), "success")
    return redirect(_url(adoption))


def _page(form: BehalfForm, adoption: Adoption) -> str:
    return render_template(
        "adoption/behalf.html", form=form, adoption=adoption, back=_url(adoption)
    )


def _url(adoption: Adoption) -> str:
    return url_for("adoption.show", adoption_id=adoption.public_id)
