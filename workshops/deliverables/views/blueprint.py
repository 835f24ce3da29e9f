"""The blueprint of the pages of deliverables."""

from flask import Blueprint

bp = Blueprint("deliverables", __name__)
