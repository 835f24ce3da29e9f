"""The blueprint of every page that gathers many slices."""

from flask import Blueprint

bp = Blueprint("overview", __name__)
