"""The blueprint of the library's pages."""

from flask import Blueprint

bp = Blueprint("library", __name__, url_prefix="/library")
