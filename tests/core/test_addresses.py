"""One form of an address inside, the readable one on screen."""

import pytest
from flask import Flask
from icalendar import Calendar

from tests.invitations.mails import SERVER, mail, said, take
from tests.invitations.makers import list_letters, make_invited
from tests.marks import both_databases
from workshops.core.addresses import mailto, normal_address, readable_address
from workshops.core.db import db
from workshops.invitations.rules.pasted import read_guests
from workshops.mail.models import Handling
from workshops.mail.rules import check_address
from workshops.people.rules.contact import proper_email
from workshops.planning.models import Answer
from workshops.web.fields import is_email_address

JENS = "jens@xn--kbenhavn-54a.dk"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Jens@KØBENHAVN.dk", JENS),
        ("jens@xn--KBENHAVN-54a.DK.", JENS),
        ("jens@københavn。dk", JENS),
        ("mailto:aase%40kommune.example", "aase@kommune.example"),
        ("MAILTO:<Aase@kommune.example>", "aase@kommune.example"),
        ("mailto:aase@kommune.example?subject=Hej", "aase@kommune.example"),
        ("<aase@kommune.example>", "aase@kommune.example"),
        ("x@straße.example", "x@xn--strae-oqa.example"),
        ("x@-æ.dk", "x@-æ.dk"),
        ("x@a_b.æ.dk", "x@a_b.æ.dk"),
        ("Intet", "intet"),
        ("", ""),
    ],
)
def test_an_address_has_one_form(written: str, kept: str) -> None:
    assert normal_address(written) == kept
    assert normal_address(readable_address(kept)) == kept


def test_the_readable_form_is_for_people_and_the_uri_for_programs() -> None:
    assert readable_address(JENS) == "jens@københavn.dk"
    assert readable_address("x@xn--zzzzzz.dk") == "x@xn--zzzzzz.dk"
    assert mailto("jens@københavn.dk") == f"mailto:{JENS}"
    assert mailto("a%b@x.dk") == "mailto:a%25b@x.dk"
    assert check_address("x@straße.example") == "x@xn--strae-oqa.example"


def test_a_local_part_outside_ascii_is_refused_at_the_door_with_a_sentence() -> None:
    pasted = read_guests("Åse <åse@kommune.example>\nBo <bo@kommune.example>")

    assert [guest.address for guest in pasted.guests] == ["bo@kommune.example"]
    assert "before the @" in pasted.faults[0].reason
    assert (proper_email("åse@kommune.example"), is_email_address("åse@x.example")) == (None, False)
    assert proper_email("Jens@københavn.dk") == JENS


@pytest.mark.parametrize("line", ["mailto:aase%40kommune.example", "mailto:<aase@kommune.example>"])
def test_a_pasted_link_is_its_address(line: str) -> None:
    assert [guest.address for guest in read_guests(line).guests] == ["aase@kommune.example"]


@both_databases
@pytest.mark.parametrize("domain", ["københavn.dk", "xn--kbenhavn-54a.dk"])
def test_an_answer_from_a_domain_with_oe_counts(app: Flask, domain: str) -> None:
    _manager, _workshop, (invitation,) = make_invited("Jens Holm <jens@københavn.dk>")
    entry = Calendar.from_ical(list_letters()[0].calendar or b"").walk("VEVENT")[0]
    assert str(entry["ATTENDEE"]) == f"mailto:{JENS}"
    assert invitation.participation.person.email == JENS
    verdict = f"Authentication-Results: {SERVER}; dmarc=pass header.from={domain}"
    reply = said(uid=invitation.uid, attendee=f"jens@{domain}")
    found = take(app, mail(reply, sender=f"jens@{domain}", verdict=verdict))
    db.session.refresh(invitation)

    assert found.handling is Handling.APPLIED
    assert invitation.participation.answer is Answer.YES
