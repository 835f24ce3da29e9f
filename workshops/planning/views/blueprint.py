"""The blueprint of planning's pages; the method library has its own."""

from flask import Blueprint

bp = Blueprint("planning", __name__)
