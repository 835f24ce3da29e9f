"""Conditional requests, in the order of RFC 9110 13.2.2."""

from http import HTTPStatus

from werkzeug.wrappers import Request, Response


def answer_conditionally(response: Response, request: Request) -> None:
    """Turn a response with ETag and Last-Modified into a 304 or 412 where the request asks so."""
    status = _judge(response, request)
    if status is not HTTPStatus.OK:
        response.status_code = status
        response.set_data(b"")


def _judge(response: Response, request: Request) -> HTTPStatus:
    """If-Match compares strongly, If-None-Match weakly; a star stands for whatever is there."""
    tag, _weak = response.get_etag()
    changed_at, known = response.last_modified, request.headers
    if "If-Match" in known:
        if not (request.if_match.star_tag or request.if_match.is_strong(tag or "")):
            return HTTPStatus.PRECONDITION_FAILED
    elif request.if_unmodified_since and changed_at and changed_at > request.if_unmodified_since:
        return HTTPStatus.PRECONDITION_FAILED
    if "If-None-Match" in known:
        same = request.if_none_match.contains_weak(tag or "")
    else:
        since = request.if_modified_since
        same = bool(since and changed_at and changed_at <= since)
    return HTTPStatus.NOT_MODIFIED if same else HTTPStatus.OK
