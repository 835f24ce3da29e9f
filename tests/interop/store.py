"""evolution-data-server as a guest's calendar: hand it a calendar object, see what it holds."""

import base64
import json
import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

SCRIPT = Path(__file__).with_name("eds.py")
FOLDERS = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
TIMES = ("starts", "ends")
PATIENCE = 30


@dataclass(frozen=True)
class Held:
    """An entry in the foreign calendar."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    status: str


class Store:
    """A running calendar."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def deliver(self, calendar: bytes) -> dict[str, Held]:
        """Hand over one calendar object; what the calendar holds then, by UID."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(base64.b64encode(calendar).decode() + "\n")
        self.process.stdin.flush()
        assert select.select([self.process.stdout], [], [], PATIENCE)[0], "the calendar hangs"
        line = self.process.stdout.readline()
        assert line, "the calendar has stopped"
        return {row["uid"]: _held(row) for row in json.loads(line)}


@contextmanager
def calendar_store() -> Iterator[Store]:
    """An empty calendar in a D-Bus session and a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = {name: str(Path(folder, name.lower())) for name in FOLDERS}
        for path in home.values():
            Path(path).mkdir(mode=0o700)
        process = subprocess.Popen(
            ["dbus-run-session", "--", "/usr/bin/python3", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={
                "PATH": os.environ["PATH"],
                "LC_ALL": "C.UTF-8",
                "GSETTINGS_BACKEND": "memory",
                **home,
            },
        )
        with process:
            try:
                yield Store(process)
            finally:
                os.killpg(process.pid, signal.SIGTERM)


def _held(row: dict[str, object]) -> Held:
    moments = {f"{name}_at": datetime.fromtimestamp(int(str(row.pop(name))), UTC) for name in TIMES}
    return Held(**row, **moments)  # type: ignore[arg-type]
