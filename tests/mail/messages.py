"""Messages from outside, as mail programs would write them."""

import base64

SENDER = "Åse Østergård <Aase@Kommune.example>"
REPLY = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
METHOD:REPLY\r
BEGIN:VEVENT\r
UID:abc@rsvp.samskab.example\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:aase@kommune.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


def message(*lines: str, body: str | bytes = "", **headers: str) -> bytes:
    """A message: lines on top as they are, usual headers with `headers` changed, and a body."""
    wanted = {
        "From": SENDER,
        "To": "workshops@rsvp.samskab.example",
        "Subject": "Svar",
        "Date": "Mon, 23 Nov 2026 12:30:00 +0100",
        "Message-ID": "<1@kommune.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = [*lines, *(f"{name}: {value}" for name, value in wanted.items() if value)]
    content = body if isinstance(body, bytes) else body.encode()
    return "\r\n".join(head).encode() + b"\r\n\r\n" + content


def part(kind: str, content: bytes | str, *more: str) -> bytes:
    """One part of a multipart, in base64."""
    raw = content if isinstance(content, bytes) else content.encode()
    head = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + base64.encodebytes(raw)


def multipart(*parts: bytes, subtype: str = "mixed", **headers: str) -> bytes:
    """A message of several parts."""
    body = b"".join(b"--=_b\r\n" + each + b"\r\n" for each in parts) + b"--=_b--\r\n"
    return message(
        body=body,
        MIME_Version="1.0",
        Content_Type=f'multipart/{subtype}; boundary="=_b"',
        **headers,
    )
