"""Real worker processes killed in the middle of a batch, and stopped in an orderly way."""

import os
import random
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.mail.letters import installation
from tests.mail.smtp import Script, Taken, scripted
from tests.mail.workers import all_left, post_batch, start_worker, until
from tests.marks import both_databases
from tests.timing import PATIENCE
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.jobs.models import Job, JobState
from workshops.jobs.queue import enqueue
from workshops.mail.models import Letter, LetterState

STAGES = ("rcpt", "data", "taken", "quit")


@dataclass
class Worker:
    """One worker with a mail server of its own; killed at a stage of its n-th letter, if any."""

    news: threading.Condition
    ready: threading.Barrier
    dies_at: tuple[int, str] | None = None
    waits_for: list["Worker"] = field(default_factory=list)
    script: Script = field(default_factory=Script)
    process: subprocess.Popen[bytes] | None = None
    dead: bool = False

    def watch(self, stage: str) -> None:
        """Called by the server as a letter goes by."""
        if stage == "rcpt" and self.script.tries == 1:
            self.ready.wait(PATIENCE)
        if self.dies_at == (self.script.tries, stage) and self.process is not None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.dead = True
        with self.news:
            self.news.notify_all()
            if self.waits_for:
                self.news.wait_for(lambda: all(w.dead for w in self.waits_for), PATIENCE)


@contextmanager
def workers(app: Flask, kills: list[tuple[int, str]]) -> Iterator[list[Worker]]:
    """A worker for each kill, and one that lives and holds its first letter until all are dead."""
    news, ready = threading.Condition(), threading.Barrier(len(kills) + 1)
    doomed = [Worker(news, ready, kill) for kill in kills]
    team = [*doomed, Worker(news, ready, waits_for=doomed)]
    taken: list[Taken] = []
    with ExitStack() as stack:
        for worker in team:
            worker.script = Script(taken=taken, watch=worker.watch)
            stack.enter_context(scripted(script=worker.script))
            url = f"smtp://127.0.0.1:{worker.script.port}"
            worker.process = start_worker(app, url, "--poll", "0.1", "--lease", "5")
            stack.callback(worker.process.wait)
            stack.callback(worker.process.terminate)
        yield team


def test_killed_workers_lose_and_overtake_nothing_and_repeat_one_letter_at_most(
    app: Flask, request: pytest.FixtureRequest
) -> None:
    rounds = 5 if request.config.getoption("--full") else 1
    chance = random.Random(20261123)  # noqa: S311 - the same points in every run
    for _ in range(rounds):
        kills = [(chance.randint(1, 4), stage) for stage in STAGES]
        with installation(app, smtp_url="smtp://127.0.0.1"):
            post_batch(people=40)
        with workers(app, kills) as team:
            until(all_left)
            assert all(worker.dead for worker in team[:-1])
            check_copies(team[0].script.taken, len(kills))


def check_copies(taken: list[Taken], kills: int) -> None:
    """Everybody got each letter, at most one extra copy a kill, and every copy is the same."""
    copies = Counter((letter.recipient, letter.subject) for letter in taken)
    assert len(copies) == 80
    assert max(copies.values()) <= 2
    assert len(taken) - 80 <= kills
    assert len({t.content for t in taken}) == len({t.message_id for t in taken}) == 80
    for address in {letter.recipient for letter in taken}:
        subjects = [letter.subject for letter in taken if letter.recipient == address]
        assert subjects == sorted(subjects, reverse=True), "a cancellation overtook"


@both_databases
def test_worker_told_to_stop_finishes_its_letter_first(app: Flask) -> None:
    script = Script()
    with installation(app, smtp_url="smtp://127.0.0.1"):
        post_batch(people=3)
    with scripted(script=script):
        process = start_worker(app, f"smtp://127.0.0.1:{script.port}", "--poll", "0.1")
        script.watch = lambda stage: process.terminate() if stage == "data" else None
        assert process.wait(PATIENCE) == 0

    states = Counter(db.session.scalars(select(Letter.state)))
    left = len(script.taken)
    assert states == {LetterState.HANDED_OVER: left, LetterState.QUEUED: 6 - left}


def test_worker_asked_for_one_round_does_what_is_due_and_ends(app: Flask) -> None:
    with clock.frozen_at(datetime.now(UTC)), transaction():
        enqueue("nobody.handles.this")
    with installation(app, smtp_url="smtp://127.0.0.1"):
        post_batch(people=1)
    with scripted() as server:
        assert start_worker(app, server.url, "--once").wait(PATIENCE) == 0

    assert [letter.subject for letter in server.taken] == ["invite", "cancel"]
    tried = select(Job.state).where(Job.kind == "nobody.handles.this")
    assert db.session.scalars(tried).all() == [JobState.READY]
