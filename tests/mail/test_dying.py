"""Two hundred guests, and senders that are killed at every step of a letter."""

import json
import random
import subprocess
import sys
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from tests.mail.letters import installation
from tests.mail.smtp import Script, Taken, scripted
from tests.mail.workers import ROOT, environment, post_batch
from tests.marks import both_databases
from tests.timing import PATIENCE
from workshops.core.db import db
from workshops.mail.models import Letter, LetterState

POINTS = ("unclaimed", "claimed", "connected", "unanswered", "answered", "written")
TAKEN = ("unanswered", "answered")
EVERY = 4


def send_and_die(app: Flask, people: int) -> tuple[Script, list[tuple[str, int]]]:
    """Send to that many people with two deaths at each point; where, and with which letter."""
    chance, most = random.Random(20261125), people // 10  # noqa: S311 - the same in every run
    plan = [(chance.randint(2, most), point) for point in POINTS * 2]
    with installation(app, smtp_url="smtp://127.0.0.1"):
        post_batch(people, cancel_every=EVERY)
    with scripted() as server:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.mail.dying", json.dumps(plan)],
            cwd=ROOT,
            env=environment(app, f"smtp://127.0.0.1:{server.port}"),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert ran.returncode == 0, ran.stderr
    deaths = [line.split() for line in ran.stdout.splitlines()]
    return server, [(point, int(letter)) for point, letter in deaths]


def check_order(taken: list[Taken]) -> None:
    """No cancellation came before its invitation, and no invitation after its cancellation."""
    invited: set[str] = set()
    cancelled: set[str] = set()
    for each in taken:
        if each.subject == "cancel":
            assert each.recipient in invited
            cancelled.add(each.recipient)
        assert each.subject == "cancel" or each.recipient not in cancelled
        invited.add(each.recipient)


@both_databases
def test_a_letter_comes_twice_only_when_its_sender_died_with_it_in_flight(
    app: Flask, request: pytest.FixtureRequest
) -> None:
    small = db.engine.dialect.name != "sqlite" and not request.config.getoption("--full")
    people = 60 if small else 200
    server, deaths = send_and_die(app, people)

    assert Counter(point for point, _letter in deaths) == dict.fromkeys(POINTS, 2)
    repeated = Counter(letter for point, letter in deaths if point in TAKEN)
    letters = db.session.scalars(select(Letter)).all()
    copies = Counter(each.message_id for each in server.taken)
    assert len(letters) == people + people // EVERY
    assert {each.state for each in letters} == {LetterState.HANDED_OVER}
    assert copies == {each.message_id: 1 + repeated[each.id] for each in letters}
    assert len({each.content for each in server.taken}) == len(letters)
    check_order(server.taken)
