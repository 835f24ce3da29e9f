"""What people send is opened in a process that can be ended, while others go on working."""

import os
import threading
from pathlib import Path

import pytest

from workshops.core import opening
from workshops.core.children import TookTooLong, run_child
from workshops.core.errors import Invalid, TooMany
from workshops.core.opening import open_apart

GREEDY = "tests.core.greedy"


def test_what_is_read_comes_back() -> None:
    assert open_apart(GREEDY, b"a\nb", "nothing") == b"A\nB"


@pytest.mark.parametrize(
    ("wanted", "said"), [("memory", "too much memory or time"), ("network", "cannot be read")]
)
def test_who_wants_too_much_is_ended_with_a_sentence(wanted: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as problem:
        open_apart(GREEDY, b"", wanted)
    assert problem.value.field == "file"


def test_who_takes_too_long_is_stopped(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(TookTooLong):
        run_child(GREEDY, "more", given=str(pipe).encode(), seconds=0.1)


def test_others_work_while_a_file_is_read(tmp_path: Path) -> None:
    """The child waits for what this thread writes: were this one kept, neither would end."""
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(
        target=lambda: read.append(open_apart(GREEDY, str(pipe).encode(), "more"))
    )
    reader.start()
    pipe.write_bytes(b"from the other thread")
    reader.join()
    assert read == [b"from the other thread"]


def test_only_a_few_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_WAIT", 0)
    for _ in range(opening.MOST_AT_ONCE):
        opening._places.acquire()
    try:
        with pytest.raises(TooMany, match="in a minute"):
            open_apart(GREEDY, b"", "nothing")
    finally:
        for _ in range(opening.MOST_AT_ONCE):
            opening._places.release()
