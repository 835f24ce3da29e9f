"""Messages that must change nothing: forged, guessed, replayed, misdirected, broken, huge."""

from base64 import b64encode
from zlib import compress

from tests.invitations.asked import ADDRESS
from tests.invitations.mails import FAIL, OURS, PASS, SERVER, mail, said

OTHER_SERVER = "Authentication-Results: mx.evil.example; dmarc=pass header.from=kommune.example"
OTHER_DOMAIN = f"Authentication-Results: {SERVER}; dmarc=pass header.from=evil.example"
SEVERAL = 'multipart/mixed; boundary="x"'
ZONE = ["BEGIN:VTIMEZONE", "TZID:Evil", "BEGIN:STANDARD", "DTSTART:16010101T000000"]
ZONE += ["RRULE:FREQ=SECONDLY", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:STANDARD"]
ZONE += ["END:VTIMEZONE"]


def parts(*contents: bytes, kind: str = "text/calendar; method=REPLY") -> bytes:
    """A message of several parts."""
    pieces = [f"--x\r\nContent-Type: {kind}\r\n\r\n".encode() + each for each in contents]
    return mail(b"\r\n".join([*pieces, b"--x--\r\n"]), kind=SEVERAL)


def nested(depth: int) -> bytes:
    """A reply in many multiparts, one inside the other."""
    head = b"".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode()
        for n in range(depth)
    )
    return mail(verdict=PASS, kind="multipart/mixed; boundary=top").rstrip() + (
        b"\r\n\r\n--top\r\n" + head + b"Content-Type: text/calendar\r\n\r\n" + said()
    )


SOMEBODY_ELSE: dict[str, bytes] = {
    "right UID, wrong sender": mail(said(), sender="evil@evil.example"),
    "right UID, sender of the same domain": mail(said(), sender="chef@kommune.example"),
    "verdict says forged": mail(said(), verdict=FAIL),
    "a verdict on another domain": mail(said(partstat="DECLINED"), verdict=OTHER_DOMAIN),
    "forged no": mail(said(partstat="DECLINED"), verdict=FAIL),
    "our own verdict, then one that says forged": mail(said(), verdict=f"{PASS}\r\n{FAIL}"),
    "somebody else answers for themselves": mail(
        said(attendee="evil@evil.example"), sender="evil@evil.example", verdict=OTHER_DOMAIN
    ),
    "a secretary": mail(said(params=';SENT-BY="mailto:evil@evil.example"')),
    "another guest, verified": mail(said(attendee="bo@x.example"), sender="bo@x.example"),
    "no sender": mail(said(), sender=""),
    "two senders": mail(said(), sender=f"{ADDRESS}>, <evil@evil.example"),
    "name that looks like the address": mail(said(), sender="evil@evil.example").replace(
        b"From: <", f'From: "{ADDRESS}" <'.encode()
    ),
    "forged counter-proposal": mail(
        said(method="COUNTER", start="20261209T080000Z", end="20261209T140000Z"), verdict=FAIL
    ),
    "forged wish to delegate": mail(
        said(partstat="DELEGATED", params=';DELEGATED-TO="mailto:evil@evil.example"'), verdict=FAIL
    ),
}
IN_THE_TRAY: dict[str, bytes] = {
    "version that was never sent": mail(said(sequence=7)),
    "foreign organiser": mail(said(organiser="boss@evil.example")),
    "two lines that differ": mail(said(extra=[f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ADDRESS}"])),
    "several strangers": mail(
        said(attendee="a@evil.example", extra=["ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@evil.example"])
    ),
    "no guest at all": mail(said(attendee="")),
    "unknown answer": mail(said(partstat="X-JA-TAK")),
    "delegated to nobody": mail(said(partstat="DELEGATED")),
    "delegated to a crowd": mail(
        said(partstat="DELEGATED", params=';DELEGATED-TO="mailto:a@x.example","mailto:b@x.example"')
    ),
    "negative version": mail(said(sequence=-1)),
    "version beyond counting": mail(said(sequence=10**30)),
    "no method": mail(said(method="").replace(b"METHOD:\r\n", b"")),
    "unknown method": mail(said(method="EXPLODE")),
    "two events": mail(said(extra=["END:VEVENT", "BEGIN:VEVENT", "UID:x"])),
    "two UIDs": mail(said(extra=["UID:another"])),
    "one of a series": mail(said(extra=["RECURRENCE-ID:20261207T080000Z"])),
    "two calendars": mail(said() + said(partstat="DECLINED")),
    "two answers in one message": parts(said(), said(partstat="DECLINED")),
    "a hundred calendar files": parts(*(said(stamp=f"20261123T12{n:02}00Z") for n in range(40))),
    "cut in the middle": mail(said()[:200]),
    "no calendar at all inside": mail(b"BEGIN:NOTHING\r\n"),
    "noise": mail(bytes(range(256)) * 20),
    "unreadable time": mail(said(stamp="yesterday")),
    "time that overflows": mail(said(start="00010101T000000Z", extra=["DURATION:-P9999999W"])),
    "endless line": mail(said(extra=["X-LONG:" + "x" * 400_000])),
    "a million lines": mail(said(extra=["A:1"] * 60_000)),
    "endless guests": mail(said(extra=["ATTENDEE:mailto:a@x.example"] * 300)),
    "nested too deep": nested(40),
    "more than fifty parts": parts(*[b"x"] * 80, kind="text/plain"),
    "larger than a mebibyte": mail(said() + b"x" * 1_100_000),
    "compressed bomb as attachment": mail(
        b64encode(compress(b"0" * 5_000_000)),
        kind="application/ms-tnef\r\nContent-Transfer-Encoding: base64",
    ),
    "words only": mail("Jeg kommer!", kind="text/plain"),
    "a page with a script": mail("<script>alert(1)</script>", kind="text/html"),
    "counter-proposal in the past": mail(
        said(method="COUNTER", start="20201209T080000Z", end="20201209T140000Z")
    ),
    "counter-proposal that ends before it begins": mail(
        said(method="COUNTER", start="20261209T080000Z", end="20261209T070000Z")
    ),
    "counter-proposal in a zone that cannot be": mail(
        said(method="COUNTER")
        .replace(b"METHOD:COUNTER", "\r\n".join(["METHOD:COUNTER", *ZONE]).encode())
        .replace(b"DTSTART:20261207T080000Z", b"DTSTART;TZID=Evil:20261207T080000")
    ),
}
IGNORED: dict[str, bytes] = {
    "guessed UID": mail(said(uid="a" * 26 + "@rsvp.samskab.example")),
    "UID in other letters": mail(said(uid="Q7YMBRT3XK5H2VDZC6WNJFS4AE@rsvp.samskab.example")),
    "UID with a pattern": mail(said(uid="%@rsvp.samskab.example")),
    "UID with a quote": mail(said(uid="' OR 1=1 --")),
    "an invitation to us": mail(said(method="REQUEST")),
    "a cancellation to us": mail(said(method="CANCEL")),
    "an addition to us": mail(said(method="ADD")),
    "a publication": mail(said(method="PUBLISH")),
    "a refusal of a proposal": mail(said(method="DECLINECOUNTER")),
    "from our own address": mail(said(), sender=OURS),
    "nothing answered": mail(said(partstat="NEEDS-ACTION")),
    "refresh from a stranger": mail(said(method="REFRESH"), sender="evil@evil.example"),
    "out of office": mail(
        "Jeg er på ferie", kind="text/plain", headers=["Auto-Submitted: auto-replied"]
    ),
    "made before the answer that stands": mail(said(stamp="20201123T120500Z")),
}
UNBELIEVED: dict[str, bytes] = {
    "another server's verdict": mail(said(partstat="DECLINED"), verdict=OTHER_SERVER),
    "a verdict below another's": mail(
        said(partstat="DECLINED"), verdict=f"{OTHER_SERVER}\r\n{PASS}"
    ),
    "no verdict": mail(said(partstat="DECLINED"), verdict=""),
}
