"""Searches that an account keeps."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.library import services
from workshops.library.forms import SaveForm
from workshops.library.queries.saved import get_search
from workshops.library.views.asking import asked_here
from workshops.library.views.blueprint import bp
from workshops.library.views.searching import page
from workshops.web import undo
from workshops.web.access import current_actor, needs


@bp.post("/search")
@needs("C", "saved_search")
def save_search() -> Response:
    """Keep the search that the address asks for."""
    address, form = asked_here(), SaveForm()
    with form.saving(lambda: page(asked_here(), form)):
        services.save_search(current_actor(), name=form.name.data or "", wish=address.query)
    flash(_("The search is kept; you find it on the first page of the library."), "success")
    return redirect(address.url())


@bp.get("/searches/<id:saved_search_id>")
@needs("R", "saved_search")
def open_search(saved_search_id: str) -> Response:
    """Search again for what was kept."""
    kept = get_search(current_actor(), saved_search_id)
    return redirect(url_for("library.search_page", **kept.wish))


@bp.post("/searches/<id:saved_search_id>/delete")
@needs("D", "saved_search")
def delete_search(saved_search_id: str) -> Response:
    """Put a kept search in the bin."""
    kept = get_search(current_actor(), saved_search_id)
    with transaction():
        services.delete_search(current_actor(), search=kept)
    undo.offer(
        _("The search is deleted."),
        url_for("library.restore_search", saved_search_id=kept.public_id),
    )
    return redirect(url_for("library.index"))


@bp.post("/searches/<id:saved_search_id>/restore")
@needs("D", "saved_search")
def restore_search(saved_search_id: str) -> Response:
    """Take a kept search out of the bin."""
    kept = get_search(current_actor(), saved_search_id, deleted=True)
    with transaction():
        services.restore_search(current_actor(), search=kept)
    flash(_("The search is back."), "success")
    return redirect(url_for("library.index"))
