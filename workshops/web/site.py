"""Pages of the site itself: health, the accessibility statement, how personal data is treated."""

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from workshops.web import health
from workshops.web.access import public

WAIT_SECONDS = "10"

bp = Blueprint("site", __name__)


@bp.get("/live")
@public
def live() -> Response:
    """Answers as long as the process does."""
    return jsonify(live=True)


@bp.get("/ready")
@public
def ready() -> Response:
    """200 when the database answers and is up to date, else 503 with the reason."""
    faults = health.faults()
    response = jsonify(ready=not faults, faults=faults)
    if faults:
        response.status_code = 503
        response.headers["Retry-After"] = WAIT_SECONDS
    return response


@bp.get("/was")
@public
def was() -> str | BaseResponse:
    """The installation's own accessibility statement where it has one, else what we know."""
    elsewhere = current_app.config["SETTINGS"].was_url
    if elsewhere:
        return redirect(elsewhere)
    return render_template("site/was.html", contact=_contact())


@bp.get("/privacy")
@public
def privacy() -> str:
    """What is kept about whom, how long, and what one may ask for."""
    settings = current_app.config["SETTINGS"]
    return render_template("site/privacy.html", contact=_contact(), lab_name=settings.lab_name)


def _contact() -> str | None:
    address: str | None = current_app.config["SETTINGS"].contact_address
    return address
