"""The blueprint and what its pages share."""

from typing import Any

from flask import Blueprint, flash
from werkzeug.wrappers import Response

bp = Blueprint("people", __name__, url_prefix="/lab")
Answer = Response | tuple[str, int]


def flash_undo(text: str, action: str) -> None:
    """Say on the next page what was done, with a button that takes it back."""
    message: Any = {"text": text, "action": action}
    flash(message, "undo")
