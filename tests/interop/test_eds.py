"""evolution-data-server, a calendar we did not write: invited, moved, cancelled, nothing left."""

import json
import os
import subprocess
from pathlib import Path

from flask import Flask

from tests.interop.story import tell_story
from workshops.mail.message import filled_calendar
from workshops.mail.models import Letter

SCRIPT = Path(__file__).with_name("eds.py")


def deliver(letters: list[Letter], folder: Path) -> list[list[list[object]]]:
    """What the calendar holds after each letter: [uid, sequence, start] of every entry."""
    names = []
    for number, letter in enumerate(letters):
        path = folder / f"{number}.ics"
        path.write_bytes(filled_calendar(letter))
        names.append(str(path))
    home = {
        name: str(folder / name.lower())
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    }
    ran = subprocess.run(
        ["dbus-run-session", "--", "/usr/bin/python3", str(SCRIPT)],
        input="\n".join(names),
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "GSETTINGS_BACKEND": "memory",
            **home,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_moved_then_cancelled_workshop_leaves_nothing_behind(app: Flask, tmp_path: Path) -> None:
    letters = [each for each in tell_story() if each.to_address == "aase@kommune.example"]
    states = deliver(letters, tmp_path)
    assert [len(state) for state in states] == [1, 2, 2, 2, 2, 2, 2, 2, 1, 0]
    assert [letter.calendar_method for letter in letters[-2:]] == ["CANCEL", "CANCEL"]


def test_each_update_moves_the_entry_and_raises_its_version(app: Flask, tmp_path: Path) -> None:
    letters = [each for each in tell_story() if each.to_address == "aase@kommune.example"]
    first = [each for each in letters if each.lane == letters[0].lane]
    states = deliver(first[:-1], tmp_path)
    assert [state[0][1] for state in states] == [0, 1, 2, 3]
    assert [str(state[0][2])[9:13] for state in states] == ["0900", "1000", "1000", "0800"]
