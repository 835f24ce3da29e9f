"""Pasted guest lists, as people and mail programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import is_slow
from workshops.invitations.rules.pasted import MOST_CHARACTERS, is_address, read_guests


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anne Holm <anne@skat.example>", [("Anne Holm", "anne@skat.example")]),
        ('"Holm, Anne" <Anne@Skat.example>', [("Anne Holm", "anne@skat.example")]),
        ("Holm, Anne <anne@skat.example>", [("Anne Holm", "anne@skat.example")]),
        ("'Anne Holm' <anne@skat.example>;", [("Anne Holm", "anne@skat.example")]),
        ("anne.holm-friis@skat.example", [("Anne Holm Friis", "anne.holm-friis@skat.example")]),
        ("anne@skat.example <anne@skat.example>", [("Anne", "anne@skat.example")]),
        ("Anne Holm\tanne@skat.example", [("Anne Holm", "anne@skat.example")]),
        ("Anne Holm, anne@skat.example", [("Anne Holm", "anne@skat.example")]),
        ("Anne Holm (anne@skat.example)", [("Anne Holm", "anne@skat.example")]),
        ("- Anne: mailto:anne@skat.example", [("Anne", "anne@skat.example")]),
        ("a@b.dk, c@d.dk", [("A", "a@b.dk"), ("C", "c@d.dk")]),
        (
            "Åse Ø <aa@b.dk>, Bo <c@d.dk>; e@f.dk",
            [("Åse Ø", "aa@b.dk"), ("Bo", "c@d.dk"), ("E", "e@f.dk")],
        ),
        ("Anne <anne@blåbærgrød.example>", [("Anne", "anne@xn--blbrgrd-fxak7p.example")]),
        ("\n  \n;;, ,\n", []),
        ("(Anne Holm) <a@b.dk>", [("Anne Holm", "a@b.dk")]),
        ("Anne Holm) <a@b.dk>", [("Anne Holm", "a@b.dk")]),
        ("Anne Holm (AAK, Sundhed) (a@b.dk)", [("Anne Holm (AAK, Sundhed)", "a@b.dk")]),
    ],
)
def test_every_usual_way_of_writing_a_guest_is_read(
    text: str, expected: list[tuple[str, str]]
) -> None:
    read = read_guests(text)
    assert [(guest.name, guest.address) for guest in read.guests] == expected
    assert not read.faults


@pytest.mark.parametrize(
    ("pasted", "right"),
    [
        (
            "Hansen, Jens (AAK) <jens@kommune.example>",
            ("Jens Hansen (AAK)", "Jens Hansen"),
        ),
        (
            "Jens Hansen (Aarhus Kommune) <jens@kommune.example>",
            ("Jens Hansen (Aarhus Kommune)", "Jens Hansen"),
        ),
        ("Hansen, Jens <jens@kommune.example>", ("Jens Hansen",)),
    ],
)
def test_names_as_outlook_pastes_them_stay_whole(pasted: str, right: tuple[str, ...]) -> None:
    guests = read_guests(pasted).guests
    assert guests
    assert guests[0].name in right


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Anne Holm", "There is no e-mail address here."),
        ("Anne <>", "“%(address)s” is not an e-mail address."),
        ("anne@skat", "“%(address)s” is not an e-mail address."),
        ("anne@@skat.example", "“%(address)s” is not an e-mail address."),
        ("Anne <an ne@skat.example>", "“%(address)s” is not an e-mail address."),
        ("a@b.dk c@d.dk", "There are two addresses here; put each on a line."),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_reason(line: str, reason: str) -> None:
    read = read_guests(f"Bo <bo@b.dk>\n{line}\nEva <eva@b.dk>")
    assert [guest.line for guest in read.guests] == [1, 3]
    assert [(fault.line, fault.reason) for fault in read.faults] == [(2, reason)]


def test_an_address_counts_once_however_it_is_written() -> None:
    read = read_guests("Bo <bo@b.dk>\nBO@B.DK\nBo Bo <bo@B.dk>")
    assert [guest.name for guest in read.guests] == ["Bo"]
    assert [guest.line for guest in read.repeated] == [2, 3]


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error_and_gives_only_real_addresses(text: str) -> None:
    for guest in read_guests(text).guests:
        assert is_address(guest.address)
        assert guest.name
        assert "\n" not in guest.name


def test_a_very_long_line_is_read_in_time() -> None:
    assert not read_guests("a" * 60_000).guests
    assert read_guests("x@y.dk," * 8_000).guests


@pytest.mark.parametrize(
    "again", ["a", "a@", "a,", "a@b.dk,", "a@b.dk;", "<", "<a ", "> ", '"', "'", "a."]
)
def test_the_longest_list_of_nothing_is_read_at_once(again: str) -> None:
    text = again * (MOST_CHARACTERS // len(again))
    assert not is_slow(lambda: read_guests(text), 0.5)
