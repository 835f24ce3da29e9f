"""Handing one message to the mail server, and telling "later" from "never"."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

from workshops.core.config import WrongSettings

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
OUR_FAULT = (530, 534, 535, 538)


class Later(Exception):
    """The letter has not been taken now; trying again may help. The text is for the outbox."""


class Refused(Exception):
    """The mail server refused this letter for good. The text is the server's answer."""


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over. `timeout` and `data_timeout` are in seconds."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""
    timeout: float = 30
    data_timeout: float = 600


@dataclass(frozen=True)
class Greeting:
    """What the mail server offers: STARTTLS beyond what is used, the largest letter (0: any)."""

    starttls: bool
    most_bytes: int


def mail_server(url: str) -> MailServer:
    """The server that SMTP_URL names: smtp://, smtp+starttls:// or smtps://user:password@host:port.

    `?timeout=` and `?data_timeout=` (the wait for the answer after the text) take seconds. Raises
    WrongSettings with a sentence, which never repeats the URL and its password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
        waits = {key: float(values[-1]) for key, values in parse_qs(parts.query).items()}
        return MailServer(
            parts.scheme,
            parts.hostname or "localhost",
            port,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            **waits,
        )
    except (ValueError, KeyError, TypeError) as wrong:
        raise WrongSettings(
            "WORKSHOPS_SMTP_URL must look like smtp+starttls://user:password@host:587."
        ) from wrong


def hand_over(server: MailServer, sender: str, recipient: str, message: bytes) -> str:
    """Return the mail server's words once it has taken the message on itself.

    Raises Later (no connection, no answer in time, a 4xx answer, or a set-up that the server does
    not accept) or Refused (a 5xx answer to this letter). When the answer to the text is lost,
    nobody can know: that is Later, and the repeat carries the same Message-ID.
    """
    with _connected(server, sender.rpartition("@")[2]) as smtp:
        _ask(lambda: smtp.mail(sender))
        _ask(lambda: smtp.rcpt(recipient))
        if smtp.sock is not None:
            smtp.sock.settimeout(server.data_timeout)
        said = _ask(lambda: smtp.data(message))
        with suppress(smtplib.SMTPException, OSError):
            smtp.putcmd("quit")
    return said


def greet(server: MailServer, name: str) -> Greeting:
    """Connect and sign in as for a letter, but hand none over. Raises Later."""
    with _connected(server, name) as smtp:
        size = smtp.esmtp_features.get("size", "").strip()
        return Greeting(smtp.has_extn("starttls"), int(size) if size.isdigit() else 0)


@contextmanager
def _connected(server: MailServer, name: str) -> Iterator[smtplib.SMTP]:
    """A session that is ready for a letter. Whatever goes wrong before that is Later."""
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _open(server, name)
        yield smtp
    except smtplib.SMTPResponseException as wrong:
        raise Later(_answer(wrong.smtp_code, wrong.smtp_error)) from wrong
    except (smtplib.SMTPException, OSError) as wrong:
        raise Later(f"{type(wrong).__name__}: {wrong}") from wrong
    finally:
        if smtp is not None:
            smtp.close()


def _open(server: MailServer, name: str) -> smtplib.SMTP:
    smtp: smtplib.SMTP
    if server.scheme == "smtps":
        smtp = smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=server.timeout, context=_trusted()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=server.timeout)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.scheme == "smtp+starttls":
            smtp.starttls(context=_trusted())
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we trust to be a mail server; read once, as reading it takes longer than a letter."""
    return ssl.create_default_context()


def _ask(step: Callable[[], tuple[int, bytes]]) -> str:
    """One step about this letter: the answer at 2xx, Refused at 5xx, else Later."""
    try:
        code, text = step()
    except smtplib.SMTPDataError as answer:
        code, text = answer.smtp_code, _bytes(answer.smtp_error)
    if 200 <= code < 300:
        return _answer(code, text)
    if code >= 500 and code not in OUR_FAULT:
        raise Refused(_answer(code, text))
    raise Later(_answer(code, text))


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _answer(code: int, text: bytes | str) -> str:
    return f"{code} {_bytes(text).decode('utf-8', 'replace')}"[:1000]
