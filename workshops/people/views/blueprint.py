"""The blueprint and what its pages share."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("people", __name__, url_prefix="/lab")
Answer = Response | tuple[str, int]
