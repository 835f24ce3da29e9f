"""`lab mail doctor` against real servers on this machine: DNS, SMTP, IMAP."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.mail.handlers import take
from tests.mail.health.zones import DOMAIN, RIGHT, server
from tests.mail.imap import Server, serving
from tests.mail.keys import key_file
from tests.mail.letters import installation, post_letter
from tests.mail.messages import message
from tests.mail.smtp import free_port, scripted
from workshops.core import clock
from workshops.core.db import transaction
from workshops.mail import inbox
from workshops.mail.health import dns
from workshops.mail.health.dns import asking
from workshops.mail.imap import mailbox_of, poll
from workshops.mail.signing import public_key


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Server]:
    """One IMAP server for this file."""
    with serving() as running:
        yield running


def examine(app: Flask, *options: str, zone: Any = RIGHT, **changes: Any) -> Result:
    """Run the doctor with that DNS and those settings."""
    silent = changes.pop("silent", ())
    with server(zone, silent) as address, installation(app, **changes):
        return app.test_cli_runner().invoke(
            args=["lab", "mail", "doctor", "--nameserver", address, *options]
        )


def told(result: Result, level: str) -> dict[str, list[str]]:
    """The sentences of one level by area, of a report in JSON."""
    found: dict[str, list[str]] = {}
    for row in json.loads(result.output)["findings"]:
        if row["level"] == level:
            found.setdefault(row["area"], []).append(row["text"])
    return found


def test_installation_with_everything_right_gets_no_fault(
    app: Flask, tmp_path: Path, mailbox: Server
) -> None:
    file = key_file(tmp_path)
    key = public_key(file.read_bytes())
    assert key is not None
    zone = {**RIGHT, (f"s1._domainkey.{DOMAIN}", "TXT"): [key.record]}
    with scripted() as smtp:
        result = examine(
            app,
            *("--json", "--language", "en", "--outgoing", "198.51.100.7"),
            zone=zone,
            rsvp_address=f"workshops@{DOMAIN}",
            base_url="https://lab.dk",
            smtp_url=smtp.url,
            imap_url=mailbox.url("INBOX", "hemmelig"),
            authserv_id="mail.lab.dk",
            dkim_selector="s1",
            dkim_key_file=file,
        )

    assert (told(result, "fix"), result.exit_code, smtp.tries) == ({}, 0, 0)
    assert len(told(result, "right")) == 9


def test_bare_installation_is_told_what_to_do_in_danish(app: Flask) -> None:
    result = examine(app, "--domain", "rsvp.nyt-lab.dk", zone={}, base_url="http://nyt-lab.dk")

    assert result.exit_code == 1
    assert "rsvp.nyt-lab.dk. MX 10 mail.nyt-lab.dk." in result.output
    assert 'rsvp.nyt-lab.dk. TXT "v=spf1 mx -all"' in result.output
    assert '_dmarc.rsvp.nyt-lab.dk. TXT "v=DMARC1; p=reject"' in result.output
    assert "  skal rettes      SMTP_URL er ikke sat" in result.output


def test_silent_dns_is_a_sentence_and_not_an_error(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "WAIT_SECONDS", 0.1)
    result = examine(app, "--json", "--language", "en", "--domain", DOMAIN, silent=(DOMAIN,))

    sentence = f"DNS gave no answer about {DOMAIN} within three seconds."
    faults = told(result, "fix")
    assert (faults["mx"], faults["spf"]) == ([sentence], [sentence])


def test_mail_server_that_is_away_or_closed_is_named(app: Flask) -> None:
    port = free_port()
    away = examine(app, "--json", "--language", "en", smtp_url=f"smtp://127.0.0.1:{port}?timeout=1")
    with scripted() as smtp:
        starttls = smtp.url.replace("smtp:", "smtp+starttls:")
        bare = examine(app, "--json", "--language", "en", smtp_url=starttls)

    assert told(away, "fix")["sending"] == [
        "The mail server 127.0.0.1 cannot be used now: "
        "ConnectionRefusedError: [Errno 111] Connection refused"
    ]
    assert told(bare, "fix")["sending"] == [
        "The mail server 127.0.0.1 offers no STARTTLS. Try smtps:// in SMTP_URL."
    ]


def test_mailbox_is_tried_and_its_cursor_told(app: Flask, mailbox: Server) -> None:
    mailbox.renew("Svar")
    mailbox.put(message(), folder="Svar")
    wrong = examine(app, "--json", imap_url=mailbox.url("Svar", "forkert"))
    before = examine(app, "--json", "--language", "en", imap_url=mailbox.url("Svar", "hemmelig"))
    poll(mailbox_of(mailbox.url("Svar", "hemmelig")), take)
    after = examine(app, "--json", "--language", "en", imap_url=mailbox.url("Svar", "hemmelig"))

    assert "receiving" in told(wrong, "fix")
    assert told(before, "note")["receiving"] == ["Nothing has been fetched from it yet."]
    assert any("read up to message" in each for each in told(after, "right")["receiving"])


def test_judge_of_the_last_message_is_compared_with_ours(app: Flask) -> None:
    with transaction():
        inbox.take(message("Authentication-Results: mx.lab.dk; dmarc=pass"))
    wrong = examine(app, "--json", "--language", "en", authserv_id="mail.lab.dk")
    right = examine(app, "--json", "--language", "en", authserv_id="mx.lab.dk")

    assert told(wrong, "fix")["receiving"] == [
        "AUTHSERV_ID is mail.lab.dk, but the last message was judged by mx.lab.dk."
    ]
    assert "receiving" not in told(right, "fix")


def test_letters_that_wait_for_hours_are_a_fault(app: Flask) -> None:
    with installation(app, smtp_url="smtp://127.0.0.1:1"):
        post_letter()
    with clock.frozen_at(clock.now() + timedelta(hours=2)):
        result = examine(app, "--json", "--language", "en")

    assert told(result, "fix")["figures"] == [
        "Letters that wait: 1, the oldest since Monday 23 November 2026 at 13:00. "
        "Is lab worker running?"
    ]


@pytest.mark.parametrize(
    "options", [("--outgoing", "here"), ("--nameserver", "dns.lab.dk"), ("--domain", "a..dk")]
)
def test_wrong_option_is_said(app: Flask, options: tuple[str, str]) -> None:
    result = app.test_cli_runner().invoke(args=["lab", "mail", "doctor", *options])

    assert result.exit_code == 2
    assert options[0] in result.output


def test_dns_is_asked_for_each_kind_of_record_once() -> None:
    with server(RIGHT) as address:
        ask = asking(address)
        first = ask(DOMAIN, "TXT").values, ask(DOMAIN, "MX").values, ask("lab.dk", "A").values
        nothing = ask("nowhere.dk", "A"), ask("lab.dk", "AAAA")
    again = ask(f"{DOMAIN.upper()}.", "TXT").values

    assert first == (tuple(sorted(RIGHT[DOMAIN, "TXT"])), ("10 mail.lab.dk",), ("198.51.100.8",))
    assert again == first[0]
    assert {(each.values, each.silent) for each in nothing} == {((), False)}
