"""`make run`: server and worker start together, say where they are, and end together."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.timing import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The product on an empty database."""
    port = free_port()
    settings = {
        "PORT": str(port),
        "PYTHON": sys.executable,
        "WORKSHOPS_DATABASE_URL": f"sqlite:///{tmp_path}/start.db",
    }
    running = subprocess.Popen(
        ["bash", ROOT / ".ci" / "start"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **settings},
        start_new_session=True,
    )
    with running:
        yield running, port
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)


def test_it_starts_says_where_and_stops(started: tuple[subprocess.Popen[str], int]) -> None:
    running, port = started
    assert running.stdout is not None
    said = ""
    for line in running.stdout:
        said += line
        if "Stop with" in line:
            break
    assert f"http://localhost:{port}" in said
    with urlopen(f"http://127.0.0.1:{port}/live") as answer:
        assert answer.status == 200
    running.send_signal(signal.SIGTERM)
    running.wait(PATIENCE)
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_gunicorn_serves_the_same_application(tmp_path: Path) -> None:
    port = free_port()
    settings = {"WORKSHOPS_ENV": "demo", "WORKSHOPS_DATABASE_URL": f"sqlite:///{tmp_path}/g.db"}
    command = ["-m", "gunicorn", "--worker-class", "gthread", "--threads", "4", "-b"]
    with subprocess.Popen(
        [sys.executable, *command, f"127.0.0.1:{port}", "wsgi:app"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **settings},
    ) as running:
        assert running.stderr is not None
        said = iter(running.stderr.readline, "")
        assert any("Booting worker" in line for line in said)
        with urlopen(f"http://127.0.0.1:{port}/live", timeout=PATIENCE) as answer:
            assert answer.status == 200
        running.terminate()
