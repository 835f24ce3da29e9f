"""The bin: what was deleted and can still be brought back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import NotFound, Problem
from workshops.overview.queries import deleted as queries
from workshops.overview.services import bin as services
from workshops.overview.views.blueprint import bp
from workshops.web.access import current_actor, needs
from workshops.web.language import language, say


@bp.get("/lab/bin")
@needs("R", "bin")
def bin() -> str:
    """Everything that the reader may bring back."""
    return _page()


@bp.post("/lab/bin/<slug:kind>/<id:record_id>/restore")
@needs("U", "bin")
def restore(kind: str, record_id: str) -> Response | tuple[str, int]:
    """Bring one record back."""
    try:
        with transaction():
            services.restore(current_actor(), kind=kind, public_id=record_id, now=clock.now())
    except NotFound:
        raise
    except Problem as problem:
        return _page(say(problem)), problem.status
    flash(_("It is back where it was."), "success")
    return redirect(url_for("overview.bin"), 303)


def _page(problem: str = "") -> str:
    found = queries.list_deleted(current_actor(), now=clock.now(), language=language())
    return render_template("overview/bin.html", deleted=found, problem=problem)
