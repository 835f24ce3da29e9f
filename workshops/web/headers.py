"""Headers on every response: what a browser may load, keep and tell others; addresses of files."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from workshops.core.config import Settings
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.web.arguments import asked

YEAR_SECONDS = 31_536_000
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = ("GET", "HEAD", "OPTIONS")
UNVERSIONED = ("fonts/",)


def init_headers(app: Flask, settings: Settings) -> None:
    """Put the headers on every response and refuse what another site sends."""
    site = urlsplit(settings.base_url).netloc
    files = Path(str(app.static_folder))

    @app.before_request
    def refuse_foreign() -> None:
        if request.method not in SAFE and _foreign({site, request.host}):
            g.foreign = True
            raise NotAllowed(N_("This form was sent from another site."))

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if not settings.demo:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
        _say_how_long(response)
        return response

    @app.url_defaults
    def versioned(endpoint: str, values: dict[str, Any]) -> None:
        name = str(values.get("filename", ""))
        if endpoint == "static" and not name.startswith(UNVERSIONED):
            values.setdefault("v", file_version(files / name, app.debug))


def own_hosts(settings: Settings) -> list[str]:
    """The hosts that a request may name."""
    return [str(urlsplit(settings.base_url).hostname)]


def file_version(path: Path, fresh: bool = False) -> str | None:
    """A short hash of a static file's content; read again each time when `fresh`."""
    if fresh:
        _version.cache_clear()
    return _version(path)


@lru_cache(maxsize=512)
def _version(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None


def _say_how_long(response: Response) -> None:
    """No page is kept; a file for a year where a changed file would have another address."""
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        name = str((request.view_args or {}).get("filename", ""))
        lasting = asked("v") != "" or name.startswith(UNVERSIONED)
        response.headers["Cache-Control"] = (
            f"public, max-age={YEAR_SECONDS}, immutable" if lasting else "no-cache"
        )
    else:
        response.headers.setdefault("Cache-Control", "no-store")


def _foreign(hosts: set[str]) -> bool:
    """Whether the browser says that another site sends this; browsers that say nothing pass.

    A form of our own arrives with `Origin: null`, because its page sends no referrer.
    """
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return True
    origin = request.headers.get("Origin")
    return origin not in (None, "null") and urlsplit(str(origin)).netloc not in hosts
