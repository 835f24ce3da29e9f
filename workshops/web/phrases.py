"""Translation inside templates, looked up once a phrase and not once a use.

A page asks for its words a few hundred times; each phrase is fetched from the catalogue of its
language the first time and remembered as markup, as far as it comes without parameters.
"""

from functools import lru_cache
from typing import Any

from flask import Flask
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

REMEMBERED = 8192


def init_phrases(app: Flask) -> None:
    """Give templates our `_`; the language is asked for at each use, so force_locale holds."""
    app.jinja_env.globals.update(_=_phrase, gettext=_phrase)


@pass_eval_context
def _phrase(context: EvalContext, message: str, **parameters: Any) -> str:
    """A message in the language in force; parameters are escaped where the template escapes."""
    found = get_locale()
    language = found.language if found else ""
    if parameters:
        return _pattern(language, bool(context.autoescape), message) % parameters
    return _plain(language, bool(context.autoescape), message)


@lru_cache(maxsize=REMEMBERED)
def _pattern(_language: str, escaped: bool, message: str) -> str:
    text = str(get_translations().ugettext(message))
    return Markup(text) if escaped else text  # noqa: S704 - our own catalogue


@lru_cache(maxsize=REMEMBERED)
def _plain(language: str, escaped: bool, message: str) -> str:
    return _pattern(language, escaped, message) % {}
