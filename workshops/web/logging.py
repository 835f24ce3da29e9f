"""Log lines: one JSON object a line, with a request id and nothing about a person.

Neither addresses of pages (they may hold a token) nor messages of errors (they may hold what
somebody typed) are written; the route and the places in the code are.
"""

import json
import logging
import secrets
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from workshops.web.templates import Templates

LOG = logging.getLogger("workshops.requests")


class Application(Flask):
    """Flask that logs an unforeseen error by its route, never by the address that was asked for."""

    jinja_environment = Templates

    def log_exception(self, exc_info: Any) -> None:
        """Write where it happened."""
        self.logger.error("unforeseen error", exc_info=exc_info)


class JsonLines(logging.Formatter):
    """A record as one line of JSON. `with_messages` adds an error's words: not in production."""

    def __init__(self, with_messages: bool = False) -> None:
        super().__init__()
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        """The line; line breaks in values stay inside their strings."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_request_facts(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= self._error_facts(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True, default=str)

    def _error_facts(self, error: BaseException) -> dict[str, Any]:
        frames = traceback.extract_tb(error.__traceback__)
        facts: dict[str, Any] = {
            "error": type(error).__name__,
            "places": [f"{f.filename}:{f.lineno} {f.name}" for f in frames[-12:]],
        }
        return facts | ({"message": str(error)} if self.with_messages else {})


def init_logging(app: Flask, with_messages: bool) -> None:
    """Write the product's log to standard error and one line a request."""
    logger = logging.getLogger("workshops")
    logger.setLevel(logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(with_messages))
    logger.handlers = [handler]

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(8)
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        if request.endpoint != "static":
            LOG.info("request", extra={"facts": _response_facts(response)})
        return response


def request_id() -> str:
    """The id that the log, the error page and the response header share."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def _request_facts() -> dict[str, Any]:
    if not has_request_context():
        return {}
    return {
        "request": request_id(),
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
    }


def _response_facts(response: Response) -> dict[str, Any]:
    began = g.get("began", time.perf_counter())
    return {
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "agent": (request.user_agent.string or "")[:200],
    }
