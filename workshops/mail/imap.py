"""A mailbox read over IMAP: what is new since the last time, in order; nothing is changed there.

What has been read is known by UIDVALIDITY and UID, never by a flag that somebody who looks into the
mailbox would change.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from imap_tools import AND, U
from imap_tools.errors import ImapToolsError, MailboxLoginError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from workshops.core import clock
from workshops.core.config import WrongSettings
from workshops.core.db import db, transaction
from workshops.mail.intake import Received, deliver, deliver_unread, is_too_large
from workshops.mail.models import MailCursor
from workshops.mail.structure import HEAD_BYTES, LIMIT_BYTES

READ_AT_FIRST = timedelta(days=30)
PORTS = {"imaps": 993, "imap": 143}
LOCAL = ("localhost", "127.0.0.1", "::1")


class Unreachable(Exception):
    """The mailbox cannot be read now. The text is a sentence for the console and the log."""


@dataclass(frozen=True)
class Mailbox:
    """The mailbox that IMAP_URL names."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    timeout: float = 30

    @property
    def name(self) -> str:
        """What its cursor is kept under."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


def mailbox_of(url: str) -> Mailbox:
    """The mailbox of a URL: imaps://user:password@host:993/INBOX, imap:// only on this machine.

    Raises WrongSettings with a sentence, which never repeats the URL and its password.
    """
    try:
        parts = urlsplit(url)
        found = Mailbox(
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or Mailbox.folder,
            timeout=float(parse_qs(parts.query).get("timeout", [Mailbox.timeout])[-1]),
        )
    except (ValueError, KeyError) as wrong:
        raise WrongSettings(_FORM) from wrong
    if not (found.scheme in PORTS and found.host and found.user and found.password):
        raise WrongSettings(_FORM)
    if found.scheme == "imap" and found.host not in LOCAL:
        raise WrongSettings("WORKSHOPS_IMAP_URL must begin with imaps:// for another machine.")
    return found


_FORM = "WORKSHOPS_IMAP_URL must look like imaps://user:password@host:993/INBOX."


def poll(mailbox: Mailbox, receive: Callable[[bytes], Received]) -> int:
    """Take every message that came since the last time, the oldest first; how many there were.

    A mailbox that was never read is begun with the last 30 days: older messages answer nothing any
    more. Each is handled in a transaction of its own, which also moves the cursor. Raises
    Unreachable when the server cannot be asked; what was taken until then stays taken.
    """
    with _opened(mailbox) as client:
        validity = _validity(client)
        last = _begin(mailbox.name, validity)
        young = None if last else (clock.now() - READ_AT_FIRST).date()
        wanted = AND(uid=U(str(last + 1), "*"), date_gte=young)
        uids = sorted(int(uid) for uid in client.uids(wanted, charset=None))
        taken = 0
        for uid in uids:
            if uid > last:
                taken += _take(client, Place(mailbox.name, validity, uid), receive)
        return taken


def look(mailbox: Mailbox) -> tuple[int, int | None]:
    """The UIDVALIDITY of the folder, and the last UID that was read of it; nothing is changed.

    The UID is None when the folder was never read, or anew from the start next time. Raises
    Unreachable.
    """
    with _opened(mailbox) as client:
        validity = _validity(client)
    known = select(MailCursor.last_uid).where(
        MailCursor.mailbox == mailbox.name, MailCursor.validity == validity
    )
    return validity, db.session.scalar(known)


@dataclass(frozen=True)
class Place:
    """Where one message stands."""

    mailbox: str
    validity: int
    uid: int

    def pass_by(self) -> None:
        """Move the cursor behind this message, inside the caller's transaction; never back."""
        cursor = db.session.scalars(
            select(MailCursor).where(MailCursor.mailbox == self.mailbox).with_for_update()
        ).one()
        if cursor.validity == self.validity:
            cursor.last_uid = max(cursor.last_uid, self.uid)
        db.session.flush()


def _take(client: BaseMailBox, place: Place, receive: Callable[[bytes], Received]) -> bool:
    """One message; False when it is no longer there."""
    size = _size(client, place.uid)
    if size is not None and is_too_large(size):
        head = _fetch(client, place.uid, f"BODY.PEEK[HEADER]<0.{HEAD_BYTES}>")
        deliver_unread(head or b"", size, place.pass_by)
        return True
    raw = _fetch(client, place.uid, f"BODY.PEEK[]<0.{LIMIT_BYTES + 1}>")
    if raw is None:
        with transaction():
            place.pass_by()
        return False
    deliver(raw, receive, place.pass_by)
    return True


def _begin(name: str, validity: int) -> int:
    """The UID to go on from: 0 in a mailbox that is new, or whose UIDs have been given anew."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    with transaction():
        wanted = insert(MailCursor).values(mailbox=name, validity=validity)
        db.session.execute(wanted.on_conflict_do_nothing(index_elements=["mailbox"]))
        known = select(MailCursor).where(MailCursor.mailbox == name).with_for_update()
        cursor = db.session.scalars(known).one()
        if cursor.validity != validity:
            cursor.validity, cursor.last_uid = validity, 0
        return cursor.last_uid


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """The folder, for reading only. Whatever the server does wrong is Unreachable."""
    client: BaseMailBox | None = None
    try:
        client = _connected(mailbox)
        yield client
    except MailboxLoginError as wrong:
        raise Unreachable(
            f"The mail server {mailbox.host} refuses the user or password."
        ) from wrong
    except (imaplib.IMAP4.error, ImapToolsError, OSError) as wrong:
        raise Unreachable(
            f"The mailbox {mailbox.name} cannot be read now: {type(wrong).__name__}: {wrong}"
        ) from wrong
    finally:
        if client is not None:
            _hang_up(client)


def _connected(mailbox: Mailbox) -> BaseMailBox:
    client: BaseMailBox
    if mailbox.scheme == "imaps":
        context = ssl.create_default_context()
        client = MailBox(mailbox.host, mailbox.port, mailbox.timeout, ssl_context=context)
    else:
        client = MailBoxUnencrypted(mailbox.host, mailbox.port, mailbox.timeout)
    try:
        login = client.login if mailbox.password.isascii() else client.login_utf8
        login(mailbox.user, mailbox.password, initial_folder=None)
        client.folder.set(mailbox.folder, readonly=True)
    except BaseException:
        _hang_up(client)
        raise
    return client


def _hang_up(client: BaseMailBox) -> None:
    with suppress(Exception):
        client.logout()
    with suppress(OSError):
        client.client.shutdown()


def _validity(client: BaseMailBox) -> int:
    """What makes this mailbox's UIDs valid."""
    _name, values = client.client.response("UIDVALIDITY")
    return int(values[-1]) if values and values[-1] else 0


def _size(client: BaseMailBox, uid: int) -> int | None:
    _status, items = client.client.uid("FETCH", str(uid), "(RFC822.SIZE)")
    for item in items:
        line = item if isinstance(item, bytes) else (item or (b"",))[0]
        found = re.search(rb"RFC822\.SIZE (\d+)", line)
        if found:
            return int(found[1])
    return None


def _fetch(client: BaseMailBox, uid: int, what: str) -> bytes | None:
    """The bytes that the server has for one message, or None when it is gone."""
    status, items = client.client.uid("FETCH", str(uid), f"({what})")
    if status != "OK":
        raise imaplib.IMAP4.error(f"FETCH answered {status}")
    bodies = (item[1] for item in items if isinstance(item, tuple))
    return next((body for body in bodies if isinstance(body, bytes)), None)
