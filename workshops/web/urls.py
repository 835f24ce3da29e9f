"""Typed parts of URLs and links that stay on this site."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, has_request_context
from werkzeug.routing import BaseConverter, IntegerConverter, Map

REMEMBERED = 8192
LARGEST = 2**31 - 1


class PublicId(BaseConverter):
    """A record's public id."""

    regex = "[a-z2-7]{16}"


class Token(BaseConverter):
    """A signed or random token of a personal link."""

    regex = r"[A-Za-z0-9_.\-]{10,400}"


class Slug(BaseConverter):
    """A word of a URL that ships with the product."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Day(BaseConverter):
    """A day as 2026-11-23."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


class ShortCode(BaseConverter):
    """A short code that people read out and type, in capitals and digits."""

    regex = "[A-Z0-9]{4,12}"


class WholeNumber(IntegerConverter):
    """A whole number that both databases have room for."""

    def __init__(self, rules: Map) -> None:
        super().__init__(rules, max=LARGEST)


def init_converters(app: Flask) -> None:
    """Make `<id:…>`, `<token:…>`, `<slug:…>` `<day:…>`, `<code:…>` and `<int:…>` known."""
    app.url_map.converters.update(
        id=PublicId, token=Token, slug=Slug, day=Day, code=ShortCode, int=WholeNumber
    )


def init_links(app: Flask) -> None:
    """Give templates a `url_for` that builds each address once.

    What a page links to is the same for everybody: it depends on the endpoint and its values
    alone. Outside a request, with debug on, and for addresses with a host it is Flask's own.
    """
    remembered = lru_cache(maxsize=REMEMBERED, typed=True)(app.url_for)

    def url_for(endpoint: str, **values: Any) -> str:
        plain = has_request_context() and not app.debug and "_external" not in values
        try:
            return remembered(endpoint, **values) if plain else app.url_for(endpoint, **values)
        except TypeError:  # lists and other values that cannot be remembered
            return app.url_for(endpoint, **values)

    app.jinja_env.globals.update(url_for=url_for)


def same_site(target: str | None) -> str | None:
    """`target` when it is a plain path on this site, else None; never a way off it."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(c) < 33 or c == "\\" for c in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target
