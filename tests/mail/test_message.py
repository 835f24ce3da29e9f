"""The bytes that leave, part by part."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from flask import Flask

from tests.mail.letters import draft, installation, post_letter
from workshops.core import clock
from workshops.core.errors import Invalid
from workshops.mail.links import LinkSpec
from workshops.mail.message import compose, envelope_sender
from workshops.mail.models import Letter
from workshops.mail.outbox import post

LONG = "Åse Ærøskøbing Sønderby-Østergård " * 4 + "af Højgård"
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Ærø\r\nEND:VCALENDAR\r\n".encode()


def answer_link() -> LinkSpec:
    """The link with which a guest answers."""
    return LinkSpec("/i/{token}", "answer", 17, 1, clock.now() + timedelta(days=30))


def sent(app: Flask, letter: Letter) -> tuple[bytes, EmailMessage]:
    """The message as bytes and as a mail program reads it."""
    content = compose(letter, app.config["SETTINGS"])
    return content, message_from_bytes(content, policy=policy.default)


def body_of(message: EmailMessage, subtype: str) -> str:
    """The text of one of the two bodies."""
    part = message.get_body((subtype,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_calendar_letter_is_laid_out_as_clients_expect(app: Flask) -> None:
    with installation(app):
        letter = post_letter(calendar=CALENDAR, calendar_method="REQUEST")
        content, message = sent(app, letter)

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    _mixed, _alternative, plain, html, calendar, attachment = message.walk()
    assert {plain["Content-Transfer-Encoding"], html["Content-Transfer-Encoding"]} == {
        "quoted-printable"
    }
    assert b"Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\n" in content
    assert b"Content-Type: text/plain; charset=UTF-8\r\n" in content
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar["Content-Disposition"] is None
    assert attachment["Content-Disposition"] == 'attachment; filename="invite.ics"'
    assert calendar.get_payload(decode=True) == attachment.get_payload(decode=True) == CALENDAR


def test_letter_without_calendar_is_two_texts(app: Flask) -> None:
    with installation(app):
        content, message = sent(app, post_letter())

    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert "Kære Åse\r\nmandag den 7. december 2026\r\n" in body_of(message, "plain")
    assert all(len(line) <= 998 and b"\n" not in line for line in content.split(b"\r\n"))


def test_headers_say_who_writes_and_that_a_machine_does(app: Flask) -> None:
    first = "<" + "a" * 32 + "@rsvp.a-very-long-domain-of-an-innovation-lab.example>"
    with installation(app, lab_name="Værkstedet", rsvp_address="lab@rsvp.lab.example"):
        letter = post_letter(in_reply_to=first)
        content, message = sent(app, letter)
        sender = envelope_sender(letter, app.config["SETTINGS"])

    assert message["From"].addresses[0].display_name == "Værkstedet, Mette Juul"
    assert message["From"].addresses[0].addr_spec == "lab@rsvp.lab.example"
    assert str(message["To"]) == "Åse Østergård <aase@kommune.example>"
    assert (message["Sender"], message["Reply-To"]) == (None, None)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert message["Content-Language"] == "da"
    assert f"References: {first}\r\nContent".encode() in content
    assert message["In-Reply-To"] == first
    assert sender == f"b.{letter.public_id}@rsvp.lab.example"


def test_every_try_is_the_same_message(app: Flask) -> None:
    with installation(app):
        letter = post_letter(links={"answer": answer_link()}, message_id_seed="17.0.invite.0")
        assert compose(letter, app.config["SETTINGS"]) == compose(letter, app.config["SETTINGS"])
        again = post_letter(message_id_seed="17.0.invite.0")
        other = post_letter(message_id_seed="17.0.invite.1")

    assert again.id == letter.id
    assert other.message_id != letter.message_id


def test_link_is_put_in_only_when_the_letter_leaves(app: Flask) -> None:
    with installation(app, base_url="https://lab.example"):
        letter = post_letter(links={"answer": answer_link()})
        _content, message = sent(app, letter)

    url = answer_link().url().replace("http://localhost:8000", "https://lab.example")
    assert "{link:answer}" in letter.text
    assert url in body_of(message, "plain")
    assert url in body_of(message, "html")


def test_link_in_the_calendar_is_folded_at_75_octets(app: Flask) -> None:
    folded = b"DESCRIPTION:S" + "å".encode() * 28 + b"{link:an\r\n swer} \xc3\xa6\r\nX:1\r\n"
    with installation(app):
        letter = post_letter(
            calendar=folded, calendar_method="REQUEST", links={"answer": answer_link()}
        )
        message = sent(app, letter)[1]
        url = answer_link().url()

    lines = list(message.walk())[-1].get_payload(decode=True)
    assert isinstance(lines, bytes)
    assert max(len(line) for line in lines.split(b"\r\n")) <= 75
    assert f"å{url} æ\r\nX:1\r\n".encode() in lines.replace(b"\r\n ", b"")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x00", "\x0b", "\u2028", "\x85"])
@pytest.mark.parametrize("place", ["to_name", "to_address", "from_name", "subject", "in_reply_to"])
def test_line_breaks_cannot_become_headers(app: Flask, place: str, break_: str) -> None:
    with installation(app), pytest.raises(Invalid):
        post(draft(**{place: f"aase@kommune.example{break_}Bcc: all@kommune.example"}))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "aase",
        "a b@c.dk",
        "a@b@c.dk",
        "<a@b.dk>",
        "a@b.dk,c@d.dk",
        "å@b.dk",
        "a@.",
        "a@b..dk",
        f"a@{'b' * 64}.dk",
    ],
)
def test_what_is_no_address_is_refused(app: Flask, address: str) -> None:
    with installation(app), pytest.raises(Invalid):
        post(draft(to_address=address))


@pytest.mark.parametrize(
    "name", ['Åse "Ås" <x@y.dk>', "a,b;c", "=?utf-8?q?x?=", "😀" * 40, "\\", LONG]
)
def test_strange_names_arrive_as_they_are(app: Flask, name: str) -> None:
    with installation(app):
        letter = post_letter(to_name=name, to_address="a@rødgrød.dk", subject=name)
        content = sent(app, letter)[0]

    message = message_from_bytes(content)
    shown, address = parseaddr(message["To"])
    assert (decoded(shown), address) == (name, "a@xn--rdgrd-vuad.dk")
    assert decoded(message["Subject"]) == name
    assert max(len(line) for line in content.partition(b"\r\n\r\n")[0].splitlines()) <= 78


def decoded(text: str) -> str:
    """A header's text as the older, stricter decoder of the standard library reads it."""
    return str(make_header(decode_header(text)))
