"""Reading messages from outside: what they say, and that none of them does harm."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mail.messages import REPLY, message, multipart, part
from workshops.mail.reading import Way, read
from workshops.mail.structure import LIMIT_BYTES

TEXT = "text/plain; charset=UTF-8"


def test_an_answer_from_a_calendar_is_read_whole() -> None:
    mail = read(
        multipart(
            part(TEXT, "Jeg glæder mig."),
            part("text/calendar; charset=UTF-8; method=reply", REPLY),
            Subject="=?UTF-8?Q?Godkendt:_M=C3=B8de?=",
            In_Reply_To="<invite@rsvp.samskab.example>",
            Delivered_To="b.abcdefghijklmnop@rsvp.samskab.example",
        )
    )

    assert (mail.from_address, mail.from_name) == ("aase@kommune.example", "Åse Østergård")
    assert mail.to_addresses == (
        "b.abcdefghijklmnop@rsvp.samskab.example",
        "workshops@rsvp.samskab.example",
    )
    assert (mail.subject, mail.text) == ("Godkendt: Møde", "Jeg glæder mig.")
    assert mail.date == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    assert mail.in_reply_to == "<invite@rsvp.samskab.example>"
    assert [(each.content, each.method, each.way) for each in mail.calendars] == [
        (REPLY, "REPLY", Way.INLINE)
    ]
    assert (mail.report, mail.automatic, mail.fault) == (None, False, "")


@pytest.mark.parametrize(
    ("kind", "more", "way"),
    [
        ("text/calendar; method=REPLY", (), Way.INLINE),
        ("text/calendar", ('Content-Disposition: attachment; filename="a.ics"',), Way.ATTACHED),
        ('application/ics; name="invite.ics"', (), Way.ATTACHED),
        ('application/octet-stream; name="MEETING.ICS"', (), Way.OCTET),
        ("application/octet-stream", ("Content-Disposition: inline; filename=m.ics",), Way.OCTET),
    ],
)
def test_a_calendar_object_is_found_however_it_is_packed(
    kind: str, more: tuple[str, ...], way: Way
) -> None:
    mail = read(multipart(part(TEXT, "ja"), part(kind, REPLY, *more)))

    assert [(each.content, each.way) for each in mail.calendars] == [(REPLY, way)]


def test_a_calendar_object_inside_a_forwarded_message_is_not_its_senders() -> None:
    inner = multipart(part("text/calendar; method=REPLY", REPLY))
    forwarded = b"Content-Type: message/rfc822\r\n\r\n" + inner.replace(b"=_b", b"=_i")

    assert read(multipart(part(TEXT, "se her"), forwarded)).calendars == ()


@pytest.mark.parametrize(
    "written",
    [
        "Ja tak.\n\n> Kære Åse\n> Vil du med?",
        "Ja tak.\n\nDen 23. nov. 2026 kl. 12.00 skrev Mette <m@lab.example>:\nKære Åse",
        "Ja tak.\n\nOn Mon, 23 Nov 2026 at 12:00, Mette <m@lab.example> wrote:\n\nKære Åse",
        "Ja tak.\n\n-----Oprindelig meddelelse-----\nFra: Mette",
        "Ja tak.\n\n________________________________\nFra: Mette",
        "Ja tak.\n\nFra: Mette Juul\nSendt: 23. november 2026\nTil: Åse",
        "Ja tak.\x00\x07\n",
    ],
)
def test_the_letter_that_is_answered_is_cut_off(written: str) -> None:
    assert read(message(body=written, Content_Type=TEXT)).text == "Ja tak."


def test_words_that_only_begin_like_a_quoted_letter_stay() -> None:
    written = "Fra: min side er det i orden.\nHilsen Åse"

    assert read(message(body=written, Content_Type=TEXT)).text == written


def test_html_alone_is_read_without_its_tags_and_quotes() -> None:
    html = (
        "<html><head><style>p{}</style></head><body><p>Ja&nbsp;tak,</p><p>jeg <b>kommer</b>.</p>"
        "<script>alert(1)</script><blockquote>Kære Åse</blockquote></body></html>"
    )

    assert read(multipart(part("text/html; charset=utf-8", html))).text == "Ja tak,\njeg kommer."


def test_text_is_no_longer_than_five_thousand_characters() -> None:
    assert len(read(message(body="å" * 9000, Content_Type=TEXT)).text) == 5000


def nested(deep: int) -> bytes:
    """A message inside a message inside a message."""
    return b"Content-Type: message/rfc822\r\n\r\n" * deep + b"Subject: bottom\r\n\r\nx"


FAULTS = {
    "The message is larger than 1 MiB.": message(body=b"x" * LIMIT_BYTES),
    "The message has more than 50 parts.": multipart(*[part(TEXT, "x")] * 51),
    "The message is nested more than ten deep.": message(
        body=nested(11), Content_Type="message/rfc822"
    ),
    "The message has more than 500 headers.": message(*["X-Note: x"] * 500),
    "A header of the message is too long.": message(
        body="x", Content_Type="multipart/mixed;" + ";a=b" * 100_000
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_message_that_breaks_a_limit_is_only_looked_at_from_outside(fault: str) -> None:
    mail = read(FAULTS[fault])

    assert (mail.fault, mail.from_address, mail.subject) == (fault, "aase@kommune.example", "Svar")
    assert (mail.text, mail.calendars, mail.report) == ("", (), None)


HOSTILE = {
    "nothing": b"",
    "only line ends": b"\n" * (LIMIT_BYTES - 1),
    "only bytes": bytes(range(256)) * 4000,
    "no boundary": message(Content_Type="multipart/mixed", body="--x\r\n\r\nhej"),
    "boundary that never comes": message(Content_Type='multipart/mixed; boundary="q"', body="hej"),
    "unknown charset": message(Content_Type="text/plain; charset=klingon", body="hej"),
    "slow charset": message(Content_Type="text/plain; charset=punycode", body="a" * 500_000 + "-"),
    "charset that is no charset": message(Content_Type="text/plain; charset=zlib", body="hej"),
    "broken parameter": message(Content_Type="text/plain; charset*=x'y'%ZZ", body="hej"),
    "broken charset of a report": message(
        Content_Type="message/delivery-status; charset*0*=us'x", body="Ærlig\r\n"
    ),
    "broken base64": message(Content_Transfer_Encoding="base64", body="====!!!!"),
    "uuencode": message(Content_Transfer_Encoding="x-uuencode", body="begin 644 a\n#%%\nend"),
    "many headers": b"X: y\n" * 200_000,
    "one long header": b"Subject: " + b"a" * 1_000_000,
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 70_000,
    "many addresses": b"To: " + b"a@b.example," * 80_000,
    "deep comments": b"From: " + b"(" * 500_000,
    "nested ten thousand deep": nested(10_000),
    "html comments": message(Content_Type="text/html", body="<!--" * 200_000),
    "html declarations": message(Content_Type="text/html", body="<![x" * 200_000),
    "html tags": message(Content_Type="text/html", body="<a x=" * 200_000),
    "html ends": message(Content_Type="text/html", body="</" * 400_000),
    "winmail of nothing": multipart(part("application/ms-tnef", b"\x78\x9f\x3e\x22" * 20_000)),
    "long report": message(
        Content_Type='multipart/report; boundary="x"',
        body="--x\r\nContent-Type: message/delivery-status\r\n\r\n" + "Status: 5.1.1 " * 60_000,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_is_read_quickly_and_without_an_error(name: str) -> None:
    began = time.process_time()
    mail = read(HOSTILE[name])

    assert time.process_time() - began < 1
    assert len(mail.text) <= 5000
    assert mail.calendars == ()


@given(st.binary(max_size=400), st.integers(0, 300))
def test_a_damaged_message_never_raises(noise: bytes, at: int) -> None:
    whole = multipart(part(TEXT, "ja"), part("text/calendar; method=REPLY", REPLY))

    assert len(read(whole[:at] + noise + whole[at:]).text) <= 5000
