"""The method library."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.activity.queries import list_for_record
from workshops.core.db import transaction
from workshops.engagements.models import Stage
from workshops.planning.forms.methods import MethodForm, values_of
from workshops.planning.permissions import may_method
from workshops.planning.queries.methods import get_method, list_beside, list_methods
from workshops.planning.services import methods as services
from workshops.web import merge
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.language import language
from workshops.web.pages import asked_number

bp = Blueprint("methods", __name__, url_prefix="/library/methods")


@bp.get("")
@needs("R", "method")
def index() -> str:
    """Every card, with filters."""
    text = asked("q")
    people = asked_number("people") or None
    stage = asked("stage")
    chosen = Stage(stage) if stage in set(Stage) else None
    cards = list_methods(language(), stage=chosen, text=text, people=people)
    return render_template(
        "planning/methods.html",
        cards=cards,
        stages={stage: _(stage.label) for stage in Stage},
        chosen=chosen,
        text=text,
        people=people,
        filtered=bool(text or people or chosen),
        may_add=may_method(current_actor(), "C"),
    )


@bp.get("/<slug:slug>")
@needs("R", "method")
def show(slug: str) -> str:
    """One card."""
    actor, method = current_actor(), get_method(slug)
    return render_template(
        "planning/method.html",
        method=method,
        card=method.text(language()),
        stage=_(method.stage.label),
        earlier=list_beside(method, language(), before=True),
        later=list_beside(method, language(), before=False),
        may=lambda act: may_method(actor, act),
        happened=list_for_record(method) if may_method(actor, "U") else None,
    )


@bp.get("/new")
@needs("C", "method")
def new() -> str:
    """An empty card."""
    return _form_page(_form(), _("New method"))


@bp.post("/new")
@needs("C", "method")
def create() -> Response:
    """Put a card into the library."""
    form = _form()
    with form.saving(lambda: _form_page(form, _("New method"))):
        method = services.add_method(current_actor(), card=form.card())
    flash(_("The method is in the library."), "success")
    return redirect(url_for("methods.show", slug=method.slug))


@bp.get("/<slug:slug>/edit")
@needs("U", "method")
def edit(slug: str) -> str:
    """A card as a form."""
    return _form_page(_form(data=values_of(get_method(slug))), _("Edit method"), slug)


@bp.post("/<slug:slug>/edit")
@needs("U", "method")
def update(slug: str) -> Response:
    """Save a card."""
    method, form = get_method(slug), _form()
    with form.saving(
        lambda: _form_page(form, _("Edit method"), slug),
        stale=lambda: merge.page(form, _form(formdata=None, data=values_of(method))),
    ):
        services.change_method(
            current_actor(), method=method, card=form.card(), version=form.version.data
        )
    flash(_("The method is saved."), "success")
    return redirect(url_for("methods.show", slug=slug))


@bp.post("/<slug:slug>/delete")
@needs("D", "method")
def delete(slug: str) -> Response:
    """Take a card out of the library."""
    method = get_method(slug)
    with transaction():
        services.delete_method(current_actor(), method=method)
    flash(_("The method is deleted. It can be brought back from the bin for 30 days."), "success")
    return redirect(url_for("methods.index"))


def _form(**kwargs: object) -> MethodForm:
    return MethodForm(**kwargs).offer()


def _form_page(form: MethodForm, title: str, slug: str | None = None) -> str:
    back = url_for("methods.show", slug=slug) if slug else url_for("methods.index")
    return render_template("planning/method_form.html", form=form, title=title, back=back)
