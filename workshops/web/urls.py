"""Typed parts of URLs and links that stay on this site."""

from urllib.parse import urlsplit

from flask import Flask
from werkzeug.routing import BaseConverter


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

    regex = r"\d{4}-\d{2}-\d{2}"


def init_converters(app: Flask) -> None:
    """Make `<id:…>`, `<token:…>`, `<slug:…>` and `<day:…>` known."""
    app.url_map.converters.update(id=PublicId, token=Token, slug=Slug, day=Day)


def same_site(target: str | None) -> str | None:
    """`target` when it is a plain path on this site, else None; never a way off it."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(c) < 33 or c == "\\" for c in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target
