"""A document is rendered whole or not at all, in a process that reaches nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.documents.makers import AT, document, proposal, said, section
from workshops.core import children
from workshops.documents import rendering
from workshops.documents.blocks import Paragraph
from workshops.documents.rendering import Format, RenderFailed, render

ALONE = """
import socket, sys
from workshops.core.confinement import confine
confined = confine()
try:
    {attempt}
    print("reached")
except PermissionError as refused:
    print("refused")
"""


def kill_children_soon() -> None:
    """Kill the rendering process as soon as there is one."""

    def kill() -> None:
        for _ in range(2000):
            found = subprocess.run(
                ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())],
                capture_output=True,
                text=True,
                check=False,
            )
            for line in found.stdout.splitlines():
                if "workshops.documents.child" in line:
                    os.kill(int(line.split()[0]), signal.SIGKILL)
                    return
            time.sleep(0.005)

    threading.Thread(target=kill, daemon=True).start()


def test_both_files_come_out(tmp_path: Path) -> None:
    made = render(document(), tmp_path / "v1", made_at=AT)

    assert made == {
        Format.PDF: tmp_path / "v1" / "document.pdf",
        Format.DOCX: tmp_path / "v1" / "document.docx",
    }
    assert made[Format.PDF].read_bytes().startswith(b"%PDF-1.7")
    assert made[Format.DOCX].read_bytes().startswith(b"PK")
    assert [path.name for path in tmp_path.iterdir()] == ["v1"]


def test_rendering_again_replaces_what_lay_there(tmp_path: Path) -> None:
    render(document(), tmp_path / "v1", made_at=AT)
    render(document(), tmp_path / "v1", [Format.PDF], made_at=AT)

    assert [path.name for path in (tmp_path / "v1").iterdir()] == ["document.pdf"]
    assert [path.name for path in tmp_path.iterdir()] == ["v1"]


def test_a_killed_process_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    kill_children_soon()

    with pytest.raises(RenderFailed, match="stopped from outside"):
        render(proposal(40), tmp_path / "v1", made_at=AT)

    assert list(tmp_path.iterdir()) == []


def test_a_process_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(RenderFailed, match="took too long"):
        render(proposal(40), tmp_path / "v1", made_at=AT, seconds=0.05)

    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_what_was_there(tmp_path: Path) -> None:
    before = render(document(), tmp_path / "v1", made_at=AT)[Format.PDF].read_bytes()

    with pytest.raises(RenderFailed):
        render(proposal(40), tmp_path / "v1", made_at=AT, seconds=0.05)

    assert (tmp_path / "v1" / "document.pdf").read_bytes() == before


def test_a_document_beyond_all_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "MAX_BYTES", 10_000)
    long = document(section("a", "Langt", Paragraph((said("ord " * 5000),))))

    with pytest.raises(RenderFailed, match="too large"):
        render(long, tmp_path / "v1", made_at=AT)


@pytest.mark.parametrize(
    ("attempt", "answer"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", "refused"),
        ("socket.getaddrinfo('example.org', 80)", "refused"),
        ("import subprocess; subprocess.run(['true'])", "refused"),
        ("import os; os.system('true')", "refused"),
        ("open('/dev/null').close()", "reached"),
    ],
)
def test_the_rendering_process_opens_no_socket_and_starts_nothing(
    attempt: str, answer: str
) -> None:
    said_ = subprocess.run(
        [sys.executable, "-c", ALONE.format(attempt=attempt)],
        cwd=children.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said_.stdout.strip() == answer


def test_the_rendering_process_gets_no_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOPS_SECRET_KEY", "hemmelig")
    asked: dict[str, object] = {}

    class Seen(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **options: object) -> None:
            asked.update(options)
            super().__init__(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", Seen)
    render(document(), tmp_path / "v1", made_at=AT)

    assert asked["env"] == {"LANG": "C.UTF-8", "PATH": os.defpath}
