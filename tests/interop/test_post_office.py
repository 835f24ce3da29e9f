"""Through real servers: out by SMTP, answered in Emacs, fetched from a mailbox over IMAP."""

from datetime import timedelta

from flask import Flask

from tests.conftest import NOW
from tests.interop import clients
from tests.invitations.asked import ADDRESS, NAME, make_asked
from tests.invitations.mails import PASS, SERVER
from tests.mail.imap import serving
from tests.mail.letters import installation
from tests.mail.smtp import scripted
from workshops.core import clock
from workshops.invitations.services.receiving import receive
from workshops.mail import sender
from workshops.mail.imap import mailbox_of, poll
from workshops.planning.models import Answer


def test_an_invitation_goes_out_and_its_answer_comes_in(app: Flask) -> None:
    with (
        scripted() as smtp,
        serving() as imap,
        installation(app, smtp_url=smtp.url, authserv_id=SERVER),
    ):
        _workshop, invitation = make_asked()
        assert sender.send_one()
        answer = clients.gnus(smtp.taken[0].content, "accepted", NAME, ADDRESS)
        imap.put(f"{PASS}\r\n".encode() + answer.replace(b"\n", b"\r\n"))
        with clock.frozen_at(NOW + timedelta(minutes=5)):
            assert poll(mailbox_of(imap.url()), receive) == 1
            assert poll(mailbox_of(imap.url()), receive) == 0
    assert invitation.participation.answer is Answer.YES
