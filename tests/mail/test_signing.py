"""Letters under our own signature: genuine ones verify, changed ones do not."""

import json
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import dkim
import pytest
from flask import Flask

from tests.mail.keys import key_file
from tests.mail.letters import installation, post_letter
from tests.mail.smtp import scripted
from workshops.app import create_app
from workshops.core import clock
from workshops.core.config import WrongSettings
from workshops.mail import sender
from workshops.mail.signing import public_key, published_key

DOMAIN = "rsvp.samskab.example"
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Ærø\r\nEND:VCALENDAR\r\n".encode()


def signing(app: Flask, folder: Path, **changes: Any) -> Any:
    """An installation that signs with a fresh key."""
    values = {"dkim_selector": "s1", "dkim_key_file": key_file(folder), **changes}
    return installation(app, **values)


def zone(folder: Path) -> Callable[..., bytes]:
    """The DNS in which that key is published."""
    key = public_key((folder / "dkim.pem").read_bytes())
    assert key is not None
    names = {f"s1._domainkey.{DOMAIN}.".encode(): key.record.encode()}
    return lambda name, **_wait: names.get(name, b"")


def sent(app: Flask, folder: Path, *plan: str) -> list[bytes]:
    """What the mail server got of one letter with a calendar part, try by try."""
    with scripted(*plan) as server, signing(app, folder, smtp_url=server.url):
        post_letter(calendar=CALENDAR, calendar_method="REQUEST", in_reply_to="<first@x.example>")
        for minutes in range(len(plan) + 1):
            with clock.frozen_at(clock.now() + timedelta(minutes=minutes)):
                sender.send_one()
    return [taken.content for taken in server.taken]


def test_signed_letter_verifies_after_the_way_through_the_mail_server(
    app: Flask, tmp_path: Path
) -> None:
    (message,) = sent(app, tmp_path)
    check = dkim.DKIM(message)

    assert check.verify(dnsfunc=zone(tmp_path))
    assert (check.signature_fields[b"d"], check.signature_fields[b"c"]) == (
        DOMAIN.encode(),
        b"relaxed/relaxed",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"K=C3=A6re", b"Hej"),
        (b"QkVHSU46VkNBTEVOREFS", b"QkVHSU46VkNBTEVOREFT"),
        (b"Auto-Submitted: auto-generated", b"Auto-Submitted: no"),
        (b"MIME-Version", b"From: Eva <eva@x.example>\r\nMIME-Version"),
    ],
)
def test_changed_letter_does_not_verify(app: Flask, tmp_path: Path, old: bytes, new: bytes) -> None:
    (message,) = sent(app, tmp_path)

    assert old in message
    assert not dkim.verify(message.replace(old, new, 1), dnsfunc=zone(tmp_path))


def test_second_try_sends_the_same_bytes(app: Flask, tmp_path: Path) -> None:
    first, second = sent(app, tmp_path, "take and drop")

    assert first == second


def test_key_that_went_away_loses_no_letter(app: Flask, tmp_path: Path) -> None:
    with signing(app, tmp_path, smtp_url="smtp://127.0.0.1:1"):
        letter = post_letter()
        (tmp_path / "dkim.pem").unlink()
        sender.send_one()

    assert (letter.state, letter.attempts) == ("queued", 1)
    assert letter.last_error.endswith("dkim.pem cannot be read: No such file or directory.")


@pytest.mark.parametrize(
    ("content", "selector", "sentence"),
    [
        (None, "s1", "cannot be read"),
        (b"no key", "s1", "RSA key of 2048 bits"),
        (b"--\nMCowBQYDK2VwAyEA\n--", "s1", "RSA key of 2048 bits"),
        (b"", "", "needs WORKSHOPS_DKIM_SELECTOR"),
        (b"", "s 1", "a name such as"),
    ],
)
def test_wrong_key_stops_the_start(
    app: Flask, tmp_path: Path, content: bytes | None, selector: str, sentence: str
) -> None:
    file = tmp_path / "key.pem"
    if content is not None:
        file.write_bytes(content)
    with installation(app, dkim_selector=selector, dkim_key_file=file):
        settings = app.config["SETTINGS"]
    with pytest.raises(WrongSettings, match=sentence):
        create_app(settings)


def test_short_key_stops_the_start(app: Flask, tmp_path: Path) -> None:
    with installation(app, dkim_selector="s1", dkim_key_file=key_file(tmp_path, 1024)):
        settings = app.config["SETTINGS"]
    with pytest.raises(WrongSettings, match="2048 bits"):
        create_app(settings)


def test_command_makes_a_key_once_and_prints_its_record(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "new.pem"
    runner = app.test_cli_runner()
    first = runner.invoke(args=["lab", "mail", "dkim-key", str(file), "--selector", "s2", "--json"])
    again = runner.invoke(args=["lab", "mail", "dkim-key", str(file), "--selector", "s2", "--json"])

    told = json.loads(first.output)
    assert (first.output, told["name"]) == (again.output, f"s2._domainkey.{DOMAIN}")
    assert published_key(told["text"]) == public_key(file.read_bytes())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
