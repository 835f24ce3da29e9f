"""A form that is sent twice is done once: the second gets the answer that the first got.

Every form carries a key that was made when its page was drawn. The first transaction of a post
writes the key down together with what the post does, so both are true or neither: the same post
once more, even at the same moment, meets the key, changes nothing and is answered as the first.
What was refused has written nothing and uses no key up; a post without a key is done as it comes.

A post is the same when its key, its sender, its address and all that was typed are the same.
Nothing of that is kept but a hash. The answer is kept sealed with what was hashed, so that the
table tells nobody what was answered to whom. Answers that cannot be given twice are not kept, and
such a post is done again: a file, and whatever opens or ends a session.
"""

import hmac
import json
import time
from datetime import datetime, timedelta
from hashlib import sha256, shake_256
from typing import Any

from flask import Flask, Response, g, has_request_context, request, session
from sqlalchemy import LargeBinary, String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from workshops.core import clock
from workshops.core.columns import UtcDateTime
from workshops.core.db import Model, db, do_first, transaction
from workshops.core.errors import Conflict
from workshops.core.text import N_
from workshops.web import sessions
from workshops.web.arguments import posted, posted_files, posted_pairs
from workshops.web.errors import answer_problem
from workshops.web.keys import FIELD, account_here, form_key, secret

NOTICES = "_flashes"
KEPT = timedelta(days=2)
LARGEST_ANSWER = 1_000_000
WAIT_SECONDS, LOOK_EVERY_SECONDS = 10.0, 0.05
SENT_TWICE = N_("This was sent twice. Load the page again to see what was done.")
NOT_TYPED = (FIELD, "csrf_token")
NOT_COMPARED = (NOTICES, "csrf_token", sessions.SEEN)


class SentForm(Model):
    """A post that was done. `answer` is sealed, and None until it has been given."""

    __tablename__ = "sent_form"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)


class Repeated(HTTPException):
    """The same post was done by another request; this one has changed nothing."""

    code = 409


def init_repeats(app: Flask) -> None:
    """Draw keys into forms, and answer what was sent before as it was answered then."""
    app.jinja_env.globals.update(form_key=form_key)
    app.register_error_handler(Repeated, lambda _error: _answer_of_first())

    @app.before_request
    def recognise() -> BaseResponse | None:
        g.sent = _secret_of_post()
        g.session_before = _compared(session)
        g.notices_before = list(session.get(NOTICES, ()))
        return _answer_of_first() if g.sent and _find() else None

    @app.after_request
    def remember(response: Response) -> Response:
        if not g.get("sent"):
            return response
        if g.get("claimed"):
            _keep(response)
        elif 400 <= response.status_code < 500 and not g.get("repeated") and _find():
            return _answer_of_first()  # it was done while this one was being looked at
        return response


def forget_old() -> None:
    """Forget what was sent more than two days ago; inside the caller's transaction."""
    db.session.execute(delete(SentForm).where(SentForm.sent_at < clock.now() - KEPT))


@do_first
def _claim() -> None:
    """Write the post down in the transaction that does it, or end it: another has done it."""
    if not has_request_context() or not g.get("sent"):
        return
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    wanted = insert(SentForm).values(mark=_mark(), sent_at=clock.now()).on_conflict_do_nothing()
    if db.session.scalar(wanted.returning(SentForm.mark)):
        g.claimed = True
    elif not g.get("claimed"):
        raise Repeated


def _keep(response: Response) -> None:
    """Keep the answer for who sends the same again, or forget a post that is done each time."""
    twice = not response.is_streamed and "Content-Disposition" not in response.headers
    row = SentForm.mark == _mark()
    with transaction(aside=True):
        if not twice or _compared(session) != g.session_before:
            db.session.execute(delete(SentForm).where(row))
        elif response.status_code < 500 and len(response.get_data()) < LARGEST_ANSWER:
            db.session.execute(update(SentForm).where(row).values(answer=_seal(_told(response))))


def _told(response: Response) -> bytes:
    fresh = session.get(NOTICES, [])[len(g.notices_before) :]
    answer = {
        "status": response.status_code,
        "type": response.content_type,
        "to": response.headers.get("Location"),
        "body": response.get_data(as_text=True),
        "notices": [list(notice) for notice in fresh],
    }
    return json.dumps(answer).encode()


def _answer_of_first() -> Response:
    """What the first was answered; waits for it where the first is being answered just now."""
    g.repeated = True
    until = time.monotonic() + WAIT_SECONDS
    while (found := _find()) and found.answer is None and time.monotonic() < until:
        time.sleep(LOOK_EVERY_SECONDS)
    if found is None or found.answer is None:
        return answer_problem(Conflict(SENT_TWICE))
    told: dict[str, Any] = json.loads(_seal(found.answer))
    notices = [tuple(notice) for notice in told["notices"]]
    known = [tuple(notice) for notice in session.get(NOTICES, ())]
    if fresh := [notice for notice in notices if notice not in known]:
        session[NOTICES] = [*session.get(NOTICES, ()), *fresh]
    answer = Response(told["body"], status=told["status"], content_type=told["type"])
    if told["to"]:
        answer.headers["Location"] = told["to"]
    return answer


def _find() -> SentForm | None:
    db.session.rollback()
    return db.session.scalar(select(SentForm).where(SentForm.mark == _mark()))


def _mark() -> str:
    return sha256(b"mark:" + g.sent).hexdigest()


def _seal(text: bytes) -> bytes:
    """Seal an answer, or open it: each post has a stream of its own that is used for one answer."""
    stream = shake_256(b"seal:" + g.sent).digest(len(text))
    return (int.from_bytes(text, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(text), "big")


def _secret_of_post() -> bytes:
    """What makes this post the same as another one; b"" for what carries no key."""
    key = posted(FIELD) if request.method == "POST" else ""
    if not key:
        return b""
    typed = [pair for pair in posted_pairs() if pair[0] not in NOT_TYPED]
    files = [(name, file.filename, _hash_of(file.stream)) for name, file in posted_files()]
    parts = [key, account_here(), request.full_path, typed, files]
    return hmac.digest(secret(), json.dumps(parts).encode(), "sha256")


def _hash_of(stream: Any) -> str:
    made = sha256()
    while part := stream.read(65_536):
        made.update(part)
    stream.seek(0)
    return made.hexdigest()


def _compared(held: Any) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name not in NOT_COMPARED}
