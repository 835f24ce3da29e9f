"""What nobody can see does not spoil an address, and does not turn a title around."""

import pytest
from flask import Flask

from tests.invitations.makers import list_letters, make_invited
from workshops.accounts import queries, services
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import transaction
from workshops.core.text import clean_line
from workshops.invitations.rules.pasted import read_guests
from workshops.mail import structure
from workshops.people.rules.contact import proper_email

SIGNS = ("\u200b", "\ufeff", "\u00ad", "\u2060")


@pytest.mark.parametrize("sign", SIGNS)
def test_an_address_with_an_unseen_sign_is_read(sign: str) -> None:
    assert proper_email(f"jens@kommune.example{sign}") == "jens@kommune.example"
    assert proper_email(f"je{sign}ns@kom{sign}mune.example") == "jens@kommune.example"


@pytest.mark.parametrize("name", ["Faktura\u202excod.exe", "Åse\u202e Ærø"])
def test_a_title_and_a_name_keep_nothing_that_turns_what_follows(name: str) -> None:
    assert "\u202e" not in clean_line(name)


def test_the_to_of_a_letter_is_not_turned(app: Flask) -> None:
    make_invited("Åse\u202e Ærø <aase@kommune.example>")

    assert "\u202e" not in list_letters()[0].to_name


@pytest.mark.parametrize("sign", [*SIGNS, "\u202e", "\u2066"])
def test_a_paste_a_mail_header_and_the_command_line_take_it_out_too(app: Flask, sign: str) -> None:
    pasted = read_guests(f"Å{sign}se <aase@kommune.example{sign}>").guests[0]
    assert (pasted.name, pasted.address) == ("Åse", "aase@kommune.example")

    raw = f"From: =?utf-8?q?=C3=85{_quoted(sign)}se?= <aase@kommune.example>\n\n".encode()
    assert structure.addresses(structure.parse(raw), "From") == [("Åse", "aase@kommune.example")]

    details = services.Details(f"Å{sign}se", f"aase@lab.example{sign}", Role.FACILITATOR)
    with transaction():
        services.create_account(COMMAND_LINE, details)
    found = queries.find_by_email(f"{sign}Aase@lab.example")
    assert found is not None
    assert (found.name, found.email) == ("Åse", "aase@lab.example")


def _quoted(sign: str) -> str:
    return "".join(f"={byte:02X}" for byte in sign.encode())
