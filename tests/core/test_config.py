"""Settings that are missing or wrong stop the start with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.timing import PATIENCE
from workshops.core.config import DEMO_SECRET, WrongSettings, read_settings

ROOT = Path(__file__).resolve().parents[2]
RIGHT = {
    "WORKSHOPS_ENV": "production",
    "WORKSHOPS_SECRET_KEY": "a-secret-of-thirty-two-characters!",
    "WORKSHOPS_BASE_URL": "https://lab.example.dk/",
    "WORKSHOPS_RSVP_ADDRESS": "svar@lab.dk",
}
WRONG = [
    ({"ENV": "test"}, "demo or production"),
    ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter"),
    ({"SECRET_KEY": DEMO_SECRET}, "SECRET_KEY"),
    ({"DEBUG": "1"}, "DEBUG may not be on"),
    ({"BASE_URL": "http://lab.example.dk"}, "https://"),
    ({"BASE_URL": "lab.example.dk"}, "https://"),
    ({"RSVP_ADDRESS": ""}, "RSVP_ADDRESS is missing"),
    ({"TIMEZONE": "Europe/Ribe"}, "not a zone"),
    ({"LANGUAGES": "da,sv"}, "sv is not available"),
    ({"TRUSTED_PROXIES": "-1"}, "whole number"),
    ({"PASSWORD_MEMORY_KIB": "64"}, "at least 19456"),
    ({"DATABASE_URL": "mysql://lab"}, "sqlite: or postgresql:"),
    ({"WAS_URL": "javascript:alert(1)"}, "WAS_URL"),
]


def test_right_settings_are_read(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, RIGHT)

    assert settings.base_url == "https://lab.example.dk"
    assert not settings.demo


@pytest.mark.parametrize(("change", "sentence"), WRONG)
def test_a_wrong_one_is_said(tmp_path: Path, change: dict[str, str], sentence: str) -> None:
    values = RIGHT | {f"WORKSHOPS_{name}": value for name, value in change.items()}

    with pytest.raises(WrongSettings, match=sentence):
        read_settings(tmp_path, values)


def test_flasks_own_debug_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="DEBUG"):
        read_settings(tmp_path, RIGHT | {"FLASK_DEBUG": "1"})


def test_the_file_of_the_instance_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text('LAB_NAME = "Lab A"\nTIMEZONE = "America/Nuuk"\n')
    settings = read_settings(tmp_path, RIGHT | {"WORKSHOPS_LAB_NAME": "Lab B"})

    assert (settings.lab_name, settings.timezone) == ("Lab B", "America/Nuuk")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text("LAB_NAME = \n")

    with pytest.raises(WrongSettings, match="cannot be read: SyntaxError"):
        read_settings(tmp_path, RIGHT)


def test_the_console_shows_one_sentence_and_no_trace() -> None:
    environ = {"PATH": os.environ["PATH"], "WORKSHOPS_ENV": "production"}
    ended = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "routes"],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr.strip().startswith("Samskab does not start: WORKSHOPS_SECRET_KEY")
    assert len(ended.stderr.strip().splitlines()) == 1
