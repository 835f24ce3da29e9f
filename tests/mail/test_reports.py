"""Reports of mail systems: sixteen shapes, what they say and which letter they name."""

from pathlib import Path

import pytest

from tests.mail.messages import message
from workshops.mail.failures import Failure, why
from workshops.mail.reading import read
from workshops.mail.reports import DeliveryReport, Fate

FOLDER = Path(__file__).parent / "reports"
RETURNED_TO = "b.abcdefghijklmnop@rsvp.samskab.example"
MESSAGE_ID = "<0123456789abcdef0123456789abcdef@rsvp.samskab.example>"
SHAPES = {
    "postfix_no_mailbox": (Fate.FAILED, Failure.NO_MAILBOX, "5.1.1", True),
    "postfix_delayed": (Fate.DELAYED, Failure.TEMPORARY, "4.2.0", True),
    "postfix_relay": (Fate.FAILED, Failure.RELAY, "5.7.1", True),
    "exchange_online_no_mailbox": (Fate.FAILED, Failure.NO_MAILBOX, "5.1.10", True),
    "exchange_full": (Fate.FAILED, Failure.FULL, "5.2.2", True),
    "exchange_too_large": (Fate.FAILED, Failure.TOO_LARGE, "5.2.3", False),
    "gmail_full": (Fate.FAILED, Failure.FULL, "5.2.2", True),
    "exim_no_domain": (Fate.FAILED, Failure.NO_DOMAIN, "", True),
    "qmail_no_mailbox": (Fate.FAILED, Failure.NO_MAILBOX, "5.1.1", True),
    "sendmail_no_domain": (Fate.FAILED, Failure.NO_DOMAIN, "5.1.2", True),
    "domino_no_mailbox": (Fate.FAILED, Failure.NO_MAILBOX, "5.1.1", True),
    "ses_policy": (Fate.FAILED, Failure.POLICY, "5.7.1", True),
    "zimbra_closed": (Fate.FAILED, Failure.DISABLED, "5.2.1", True),
    "ironport_expired": (Fate.FAILED, Failure.EXPIRED, "5.4.7", True),
    "global_no_mailbox": (Fate.FAILED, Failure.NO_MAILBOX, "5.1.1", True),
    "unknown": (Fate.FAILED, Failure.UNKNOWN, "5.0.0", True),
    "free_text_delayed": (Fate.DELAYED, Failure.UNKNOWN, "", False),
}


def report_of(shape: str) -> DeliveryReport:
    """The report in a file; it must be one."""
    report = read((FOLDER / f"{shape}.eml").read_bytes().replace(b"\n", b"\r\n")).report
    assert report is not None
    return report


@pytest.mark.parametrize("shape", SHAPES)
def test_a_report_says_what_became_of_which_letter(shape: str) -> None:
    report = report_of(shape)
    fate, failure, status, quotes_letter = SHAPES[shape]

    assert (report.fate, report.failure, report.status) == (fate, failure, status)
    assert report.returned_to == (RETURNED_TO,)
    assert report.message_ids == ((MESSAGE_ID,) if quotes_letter else ())


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (
            "postfix_no_mailbox",
            "550 5.1.1 <aase@kommune.example>: Recipient address rejected: "
            "User unknown in virtual mailbox table",
        ),
        ("domino_no_mailbox", "User aase (aase@kommune.example) not listed in Domino Directory"),
        (
            "qmail_no_mailbox",
            "<aase@kommune.example>: Sorry, no mailbox here by that name. (#5.1.1)",
        ),
        (
            "exim_no_domain",
            "aase@kommune.example all relevant MX records point to non-existent hosts: "
            "Unrouteable address",
        ),
        ("unknown", "599 The cat sat on it"),
        ("free_text_delayed", ""),
    ],
)
def test_the_mail_servers_own_words_are_kept(shape: str, said: str) -> None:
    assert report_of(shape).said == said


def test_every_file_of_a_report_is_tried() -> None:
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(SHAPES)


@pytest.mark.parametrize(
    "raw",
    [
        message(body="Er brevet kommet retur? 550 5.1.1"),
        message(Subject="Mail delivery failed", body="Hvad betyder det?"),
        message(From="postmaster@kommune.example", Subject="Møde", body="Jeg kommer."),
    ],
)
def test_a_letter_from_a_person_is_no_report(raw: bytes) -> None:
    assert read(raw).report is None


@pytest.mark.parametrize(
    ("status", "said", "failure"),
    [
        ("5.7.1", "550 5.7.1 Blocked by recipient policy", Failure.POLICY),
        ("5.7.1", "550 5.7.1 Unable to relay", Failure.RELAY),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied.", Failure.NO_MAILBOX),
        ("4.4.7", "", Failure.EXPIRED),
        ("5.1.1", "", Failure.NO_MAILBOX),
        ("5.2.2", "", Failure.FULL),
        ("", "452 4.2.2 The email account is over quota", Failure.FULL),
        ("", "450 4.7.1 Greylisting in action", Failure.TEMPORARY),
        ("", "550 5.1.2 Host or domain name not found", Failure.NO_DOMAIN),
        ("", "552 5.3.4 Message size exceeds fixed limit", Failure.TOO_LARGE),
        ("5.0.0", "", Failure.UNKNOWN),
    ],
)
def test_words_and_codes_lead_to_a_plain_reason(status: str, said: str, failure: Failure) -> None:
    assert why(status, said) is failure
