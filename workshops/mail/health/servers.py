"""The two servers: they are spoken to as for a letter, but no letter goes either way."""

from workshops.core.config import Settings
from workshops.core.text import N_
from workshops.mail import imap, transport
from workshops.mail.health.findings import Area, Finding, Notes

LEAST_BYTES = 1_048_576
SIGN_IN = ("530", "534", "535", "538")


def check_sending(settings: Settings) -> list[Finding]:
    """Whether the mail server is there, lets us in and takes letters of our size."""
    notes = Notes(Area.SENDING)
    if not settings.smtp_url:
        notes.fix(N_("SMTP_URL is not set: letters stay in the Outbox and nobody gets any."))
        return notes.found
    server = transport.mail_server(settings.smtp_url)
    try:
        greeting = transport.greet(server, settings.rsvp_address.rpartition("@")[2])
    except transport.Later as reason:
        _say_why(notes, server.host, str(reason))
        return notes.found
    notes.right(N_("The mail server %(host)s lets us in."), host=server.host)
    if server.scheme == "smtp" and server.host not in imap.LOCAL:
        _check_secrecy(notes, server, greeting)
    if 0 < greeting.most_bytes < LEAST_BYTES:
        notes.fix(
            N_("The mail server takes letters of at most %(bytes)s bytes; allow 1 MB."),
            bytes=greeting.most_bytes,
        )
    return notes.found


def _say_why(notes: Notes, host: str, said: str) -> None:
    if said[:3] in SIGN_IN:
        notes.fix(
            N_("The mail server %(host)s refuses the user or password: %(said)s"),
            host=host,
            said=said,
        )
    elif "STARTTLS" in said:
        notes.fix(
            N_("The mail server %(host)s offers no STARTTLS. Try smtps:// in SMTP_URL."), host=host
        )
    else:
        notes.fix(N_("The mail server %(host)s cannot be used now: %(said)s"), host=host, said=said)


def _check_secrecy(
    notes: Notes, server: transport.MailServer, greeting: transport.Greeting
) -> None:
    if greeting.starttls:
        notes.fix(
            N_("Letters go to %(host)s in the open. Begin SMTP_URL with smtp+starttls://."),
            host=server.host,
        )
    else:
        notes.fix(
            N_("Letters go to %(host)s in the open, and it offers no STARTTLS."), host=server.host
        )


def check_receiving(settings: Settings, written_by: str) -> list[Finding]:
    """Whether the mailbox can be read, and which server's verdicts on senders are believed.

    `written_by` is the name in the verdict on the last message that came in, if any.
    """
    notes = Notes(Area.RECEIVING)
    if settings.imap_url:
        _check_mailbox(notes, imap.mailbox_of(settings.imap_url))
    else:
        notes.note(
            N_(
                "IMAP_URL is not set: answers only come in if your mail server hands them to "
                "lab mail receive."
            )
        )
    if not settings.authserv_id:
        notes.fix(
            N_(
                "AUTHSERV_ID is not set, so no answer counts as verified. Set it to the name that "
                "your mail server writes into Authentication-Results."
            )
        )
    elif written_by and written_by != settings.authserv_id:
        notes.fix(
            N_("AUTHSERV_ID is %(own)s, but the last message was judged by %(name)s."),
            own=settings.authserv_id,
            name=written_by,
        )
    else:
        notes.right(N_("Verdicts on senders are believed from %(own)s."), own=settings.authserv_id)
    return notes.found


def _check_mailbox(notes: Notes, mailbox: imap.Mailbox) -> None:
    try:
        _validity, last = imap.look(mailbox)
    except imap.Unreachable as reason:
        notes.fix(N_("Answers cannot be fetched: %(said)s"), said=str(reason))
        return
    notes.right(N_("The mailbox %(name)s can be read."), name=mailbox.name)
    if last is None:
        notes.note(N_("Nothing has been fetched from it yet."))
    else:
        notes.right(N_("It has been read up to message %(uid)s."), uid=last)
