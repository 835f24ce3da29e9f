"""Emacs and KCalendarCore as guests: a letter of ours in, the mail they would send back out."""

import subprocess
import tempfile
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, make_msgid
from functools import cache
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
ANSWERS = ("accepted", "tentative", "declined")
COMMENT = "Kan vi tale om det?"
PATIENCE = 60


def gnus(letter: bytes, answer: str, name: str, address: str) -> bytes:
    """What Gnus in Emacs mails when its button for `answer` is pressed."""
    with tempfile.NamedTemporaryFile(suffix=".eml") as file:
        file.write(letter)
        file.flush()
        script = str(HERE / "gnus.el")
        return _run(["emacs", "-Q", "--batch", "-l", script, file.name, answer, name, address])


def kde(letter: bytes, name: str, address: str, *act: str) -> bytes:
    """What KMail mails for `act`: ("reply", "accepted"), ("counter", "90") or ("refresh",).

    KCalendarCore makes the calendar object; the mail around it has KMail's shape.
    """
    calendar = kcal(calendar_of(letter), *act, address, COMMENT)
    received = message_from_bytes(letter, policy=SMTP)
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = received["From"]
    mail["Subject"] = f"Answer: {received['Subject'].partition(': ')[2]}"
    mail["Date"] = localtime()
    mail["Message-ID"] = make_msgid(domain=address.partition("@")[2])
    mail["User-Agent"] = "KMail/5.22.3"
    mail.set_content("Svar på invitationen.\n")
    mail.add_attachment(
        calendar.decode().replace("\r\n", "\n"),
        subtype="calendar",
        cte="quoted-printable",
        filename="cal.ics",
        params={"method": act[0]},
    )
    return mail.as_bytes()


def kcal(calendar: bytes, *arguments: str) -> bytes:
    """KCalendarCore's word on a calendar object; see kcal.cpp."""
    return _run([str(_kcal_program()), *arguments], calendar)


def kcal_facts(calendar: bytes) -> dict[str, str]:
    """What KCalendarCore reads in a calendar object."""
    lines = kcal(calendar, "read").decode().splitlines()
    return {line.partition("=")[0]: line.partition("=")[2] for line in lines}


def calendar_of(letter: bytes) -> bytes:
    """The calendar part of a mail."""
    for part in message_from_bytes(letter).walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content
    raise AssertionError("no calendar part")


@cache
def _kcal_program() -> Path:
    """kcal.cpp compiled; kept in the temporary folder under the hash of its source."""
    source = HERE / "kcal.cpp"
    digest = sha256(source.read_bytes()).hexdigest()[:16]
    program = Path(tempfile.gettempdir()) / f"samskab-kcal-{digest}"
    if not program.exists():
        flags = _run(["pkg-config", "--cflags", "--libs", "KF5CalendarCore"]).decode().split()
        with tempfile.TemporaryDirectory(dir=program.parent) as folder:
            made = Path(folder) / "kcal"
            _run(["g++", "-O0", "-fPIC", str(source), "-o", str(made), *flags])
            made.replace(program)
    return program


def _run(command: list[str], given: bytes = b"") -> bytes:
    ran = subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout
