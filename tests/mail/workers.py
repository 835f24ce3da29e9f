"""Workers as processes of their own, and something for them to send."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from tests.mail.letters import draft
from tests.timing import PATIENCE
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.mail.models import Letter, LetterState
from workshops.mail.outbox import post

ROOT = Path(__file__).resolve().parents[2]


def environment(app: Flask, smtp_url: str) -> dict[str, str]:
    """What a process needs that works for `app` with that mail server."""
    return {
        **os.environ,
        "WORKSHOPS_ENV": "demo",
        "WORKSHOPS_DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
        "WORKSHOPS_SMTP_URL": smtp_url,
    }


def start_worker(app: Flask, smtp_url: str, *options: str) -> subprocess.Popen[bytes]:
    """A worker as production runs it, in a hurry."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "lab", "worker", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment(app, smtp_url))


def post_batch(people: int, cancel_every: int = 1) -> None:
    """An invitation for each of many people, right behind it for some a cancellation; at once."""
    with clock.frozen_at(datetime.now(UTC)), transaction():
        for n in range(people):
            for kind in ("invite", "cancel")[: 1 if n % cancel_every else 2]:
                post(draft(to_address=f"p{n}@x.example", lane=f"i:{n}", kind=kind, subject=kind))


def all_left() -> bool:
    """Whether every letter has been handed over."""
    db.session.rollback()
    waiting = select(func.count(Letter.id)).where(Letter.state != LetterState.HANDED_OVER)
    return db.session.scalar(waiting) == 0


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        pause.wait(0.05)
