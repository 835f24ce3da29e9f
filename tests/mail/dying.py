"""Run as a program: one sender after another, each of which kills itself at a point of a letter.

`python -m tests.mail.dying PLAN`, PLAN being JSON: a list of [letters, point]. Every sender is a
process of its own that sends so many letters and dies of SIGKILL at that point of the last one,
having said so on standard output; after them one lives until nothing is left to send.
"""

import json
import os
import select
import signal
import smtplib
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as query

from workshops.core.db import db
from workshops.mail import sender, transport
from workshops.mail.models import Letter, LetterState
from wsgi import app

LEASE = timedelta(seconds=1)
WAITING = (LetterState.QUEUED, LetterState.SENDING)


class Doomed:
    """A sender that dies at `point` of its n-th letter."""

    def __init__(self, letters: int, point: str) -> None:
        self.left, self.point, self.letter = letters, point, 0

    def wait_for_death(self) -> None:
        """Put the point where it is in the program."""
        self._wrap(sender, "claim_next", "unclaimed", "claimed")
        self._wrap(transport, "_open", "", "connected")
        self._wrap(smtplib.SMTP, "send", "", "unanswered")
        self._wrap(sender, "finish", "answered", "written")

    def reached(self, point: str, arguments: tuple[Any, ...], result: Any) -> None:
        """Die if this is the place."""
        if point == "unclaimed":
            self.left, self.letter = self.left - 1, 0
        if point == "claimed" and result is not None:
            self.letter = result.id
        if self.left or point != self.point:
            return
        if point == "unanswered":
            smtp, data = arguments
            if isinstance(data, str) or not data.endswith(b"\r\n.\r\n"):
                return
            select.select([smtp.sock], [], [], 30)
        sys.stdout.write(f"{point} {self.letter}\n")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    def _wrap(self, owner: Any, name: str, before: str, after: str) -> None:
        original: Callable[..., Any] = getattr(owner, name)

        def wrapped(*arguments: Any, **options: Any) -> Any:
            self.reached(before, arguments, None)
            result = original(*arguments, **options)
            self.reached(after, arguments, result)
            return result

        setattr(owner, name, wrapped)


def send_all() -> None:
    """Send until nothing waits, also for the letters of the dead."""
    pause = threading.Event()
    with app.app_context():
        while db.session.scalar(query(func.count(Letter.id)).where(Letter.state.in_(WAITING))):
            db.session.rollback()
            if not sender.send_one(LEASE):
                pause.wait(0.05)


def main() -> None:
    """Let them live and die one after another."""
    for letters, point in [*json.loads(sys.argv[1]), (0, "")]:
        child = os.fork()
        if child == 0:
            if letters:
                Doomed(letters, point).wait_for_death()
            send_all()
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if bool(letters) != os.WIFSIGNALED(status):
            sys.exit("a sender did not die as planned")


if __name__ == "__main__":
    main()
