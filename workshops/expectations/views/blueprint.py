"""The blueprint of the pages of expectations."""

from flask import Blueprint

bp = Blueprint("expectations", __name__)
