"""The blueprint of the pages of experiments."""

from flask import Blueprint

bp = Blueprint("experiments", __name__)
