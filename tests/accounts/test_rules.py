"""Which passwords are taken."""

import pytest

from workshops.accounts import rules

ABOUT = ("Mette Holm", "mette.holm@samskab.example")


@pytest.mark.parametrize(
    "password",
    [
        "elleve bløde katte",
        "x7!kVq2#pLz9",
        "ÆØÅæøå-blå-hav",
        "sommerfugl i sivene",
        "Q9" * 60 + "ab12#!xy",
    ],
)
def test_a_good_password_is_taken(password: str) -> None:
    assert rules.fault_of(password, ABOUT) is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "12"),
        ("x7!kVq2#pLz", "12"),
        ("x7!kVq2#" * 16 + "x", "128"),
        ("password1234", "first that others try"),
        ("Adgangskode!2026", "first that others try"),
        ("SommerSommer26", "first that others try"),
        ("123456789012", "first that others try"),
        ("aaaaaaaaaaaaa", "first that others try"),
        ("abc1abc1abc1", "first that others try"),
        ("mette.holm2026", "name or address"),
        ("Mette Holm 1", "name or address"),
    ],
)
def test_a_weak_one_is_refused_with_a_reason(password: str, said: str) -> None:
    assert said in str(rules.fault_of(password, ABOUT))


def test_a_letter_typed_in_two_ways_is_the_same() -> None:
    assert rules.normal("blå") == rules.normal("bla\u030a")
