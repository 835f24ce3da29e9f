"""What programs write that few others do: charsets, names of files, words of other countries."""

import pytest

from tests.mail.messages import REPLY, message, multipart, part
from workshops.invitations.calendar.replies import read_reply
from workshops.invitations.rules.replied import Reply
from workshops.mail.failures import Failure, why
from workshops.mail.reading import Way, read
from workshops.mail.reports import Fate

SAID = REPLY.replace(b"END:VEVENT", "COMMENT:Så gerne æøå €\r\nEND:VEVENT".encode())
REPORT = """Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; aase@kommune.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}
"""


@pytest.mark.parametrize("charset", ["iso-8859-15", "UTF-16", "utf-16-be", "windows-1252", "UTF-8"])
def test_the_charset_of_a_calendar_part_decides(charset: str) -> None:
    kind = f'text/calendar; charset="{charset}"; method=REPLY'
    (found,) = read(multipart(part(kind, SAID.decode().encode(charset)))).calendars
    reply = read_reply(found.content)

    assert isinstance(reply, Reply)
    assert reply.comment == "Så gerne æøå €"


@pytest.mark.parametrize("charset", ["IBM850", "cp865"])
def test_the_charset_of_old_machines_decides_too(charset: str) -> None:
    written = SAID.decode().replace(" €", "").encode(charset)
    (found,) = read(multipart(part(f"text/calendar; charset={charset}", written))).calendars

    assert b"S\xc3\xa5 gerne \xc3\xa6\xc3\xb8\xc3\xa5" in found.content


@pytest.mark.parametrize("charset", ["x-unknown", "us-ascii", "undefined", "base64", "utf-7"])
def test_a_charset_that_cannot_be_leaves_the_bytes_as_they_are(charset: str) -> None:
    (found,) = read(multipart(part(f"text/calendar; charset={charset}", SAID))).calendars

    assert found.content == SAID


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_says_how_a_file_is_written(mark: bytes) -> None:
    charset = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(mark, "utf-8")
    reply = read_reply(mark + SAID.decode().encode(charset))

    assert isinstance(reply, Reply)
    assert reply.comment == "Så gerne æøå €"


@pytest.mark.parametrize("name", ["=?utf-8?B?TcO4ZGUuaWNz?=", "=?iso-8859-1?Q?M=F8de.ICS?="])
def test_an_encoded_file_name_is_read(name: str) -> None:
    named = f'Content-Disposition: attachment; filename="{name}"'
    (found,) = read(multipart(part("application/octet-stream", REPLY, named))).calendars

    assert found.way is Way.OCTET


@pytest.mark.parametrize(
    ("action", "status", "said", "fate", "failure"),
    [
        ("failed", "4.4.2", "450 4.4.2 try again later", Fate.FAILED, Failure.EXPIRED),
        ("Failed", "4.0.0", "", Fate.FAILED, Failure.EXPIRED),
        ("failed", "4.2.2", "452 4.2.2 mailbox full", Fate.FAILED, Failure.FULL),
        ("delayed", "4.4.2", "450 4.4.2 try again later", Fate.DELAYED, Failure.TEMPORARY),
    ],
)
def test_a_letter_that_was_given_up_is_not_coming_later(
    action: str, status: str, said: str, fate: Fate, failure: Failure
) -> None:
    block = REPORT.format(action=action, status=status, said=said).encode()
    written = b"Content-Type: message/delivery-status\r\n\r\n" + block
    report = read(multipart(written, subtype="report")).report

    assert report is not None
    assert (report.fate, report.failure) == (fate, failure)


def test_a_mailbox_that_stayed_full_is_full() -> None:
    said = "mailbox is full: retry timeout exceeded"

    assert why("", said) is Failure.FULL
    assert why("", "all hosts have been failing: retry timeout exceeded") is Failure.EXPIRED


@pytest.mark.parametrize(
    "subject",
    [
        "Réponse automatique : Møde",
        "=?iso-8859-1?Q?R=E9ponse_automatique?=",
        "Automatische Antwort: Møde",
        "AUTOMATISCHE ANTWORT",
        "Absence du bureau",
        "Automatisk svar: Møde",
        "Autosvar: Møde",
    ],
)
def test_automatic_replies_of_other_countries_are_automatic(subject: str) -> None:
    assert read(message(Subject=subject)).automatic
    assert not read(message(Subject=f"Om {subject}")).automatic
