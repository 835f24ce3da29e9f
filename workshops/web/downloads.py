"""Files to keep."""

from collections.abc import Iterable

from flask import Response


def download(content: bytes | Iterable[bytes] | Iterable[str], name: str, kind: str) -> Response:
    """A file that the browser saves under `name`; no page ever shows it."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
