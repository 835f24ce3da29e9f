"""Files to keep."""

from collections.abc import Iterable
from io import BytesIO

from flask import Response, send_file

from workshops.core.text import clean_line


def download(content: bytes | Iterable[bytes] | Iterable[str], name: str, kind: str) -> Response:
    """A file that the browser saves under `name`, one of our own; no page ever shows it."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def hand_out(content: bytes, name: str, kind: str) -> Response:
    """A file that people have named, or brought; whatever is in it, nothing of it is run."""
    named = clean_line(name) or "file"
    response = send_file(BytesIO(content), kind, as_attachment=True, download_name=named)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
