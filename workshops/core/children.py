"""Processes of our own that read what people sent or wrote, and can be ended.

Waiting for one keeps no other thread from its work.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[2]
SAID_BYTES = 10_000


class TookTooLong(Exception):
    """A process was stopped as its time was over."""


@dataclass(frozen=True)
class Ended:
    """How a process ended; a negative `code` is the signal that ended it. `said` is for the log."""

    code: int
    output: bytes
    said: str


def run_child(module: str, *words: str, given: bytes, seconds: float) -> Ended:
    """Run a module of ours with bytes on its standard input. Raises TookTooLong."""
    with TemporaryFile() as asked, TemporaryFile() as output, TemporaryFile() as said:
        asked.write(given)
        asked.seek(0)
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no words of others
            [sys.executable, "-s", "-m", module, *words],
            cwd=ROOT,
            env={"LANG": "C.UTF-8", "PATH": os.defpath},
            stdin=asked,
            stdout=output,
            stderr=said,
            start_new_session=True,
        )
        _wait(child, seconds)
        output.seek(0)
        said.seek(0)
        told = said.read(SAID_BYTES).decode("utf-8", "replace")
        return Ended(child.returncode, output.read(), told)


def _wait(child: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Until it has ended; whatever is still running afterwards is killed."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired as late:
        raise TookTooLong from late
    finally:
        if child.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
