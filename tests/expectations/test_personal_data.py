"""What could tell who somebody is: found where it is, and not found where it is not."""

import pytest

from workshops.expectations.rules.personal_data import (
    Personal,
    find_personal_data,
    fingerprint,
    has_cpr,
    pieces,
)

CPR = [
    "Mit CPR-nummer er 010190-1234.",
    "Jeg skrev 0101901234 i feltet.",
    "cpr 311299 4321 blev afvist",
    "Hun er 290200-0007 og kan ikke logge på.",
    "CPR: 01.01.90-1234",
    "(240578-1119)",
    "nr.150365 - 2222 stod i brevet",
    "Erstatningsnummer 610190-1234",
    "01 01 90 1234",
    "Mit nummer010190-1234",
    "150365–2222",
]
EMAIL = [
    "Skriv til aase@kommune.example.",
    "aase.ærø+post@sub.kommune.dk",
    "Min mail er BO@EXAMPLE.ORG",
    "bo (at) firma.dk",
    "bo snabel-a firma.dk",
    "lis_holm@mail.example svarede ikke",
    "kontakt:post@x.dk",
    "o'neil@firma.example",
]
PHONE = [
    "Ring på 20 12 12 12.",
    "mit nummer er 27121212",
    "Tlf. 4512 3456",
    "+45 33 92 33 92 hele dagen",
    "004533923392",
    "+4533923392",
    "ring: 86-12-34-56",
    "sms til 61.22.33.44 tak",
    "+46 70 123 45 67",
    "+44 20 7946 0958",
]
ADDRESS = [
    "Jeg bor Vestergade 4 på anden sal.",
    "H.C. Andersens Boulevard 12",
    "Store Kongensgade 40 B",
    "Hun flyttede til Ny Munkegade 118",
    "Rådhuspladsen 1",
    "Nørre Allé 7",
    "at 12 Orchard Road yesterday",
]
NAME = [
    "Min mor Inger ringede i går.",
    "Jeg talte med Kirsten Holm om det.",
    "vores sagsbehandler, Quentin, var flink",
    "Mette fra kommunen sagde nej.",
    "Venlig hilsen Bo",
    "Jeg hedder Fadumo og bor her.",
    "Lone Lykkegaard hjalp mig.",
    "we spoke to Quentin Blakey about it",
    "my daughter Zoe was told to wait",
    "Hr. Pallesen mente noget andet",
    "det var Mohammed Al-Rashid der skrev",
    "Åses brev kom for sent",
    "Det sagde Niels' datter også",
]
PLANTED = (
    [(Personal.CPR, text) for text in CPR]
    + [(Personal.EMAIL, text) for text in EMAIL]
    + [(Personal.PHONE, text) for text in PHONE]
    + [(Personal.ADDRESS, text) for text in ADDRESS]
    + [(Personal.NAME, text) for text in NAME]
)
ORDINARY = [
    "Jeg forstår ikke brevet fra Skat.",
    "Brevet kom 24.11.2026 og fristen var 1. december.",
    "Vi ventede i 45 minutter i Borgerservice.",
    "MitID virkede ikke på min gamle telefon.",
    "Aarhus Kommune svarede efter tre uger.",
    "Udbetaling Danmark og kommunen sendte hver sit brev.",
    "Region Hovedstaden har et andet system.",
    "Gebyret var 1.250 kr., og renten 8,05 procent.",
    "Sag 2026-12345678 ligger stadig åben.",
    "CVR 12345678 stod øverst i brevet.",
    "Else we would have to wait. Per person it costs 200.",
    "Per brev tager det for lang tid.",
    "Line for line I read the letter.",
    "Det koster 25.000.000 kr. om året.",
    "Filen hed 20261124 og kunne ikke åbnes.",
    "Jeg vil gerne have svar inden for 14 dage.",
    "Kære Borger stod der, ikke mit navn.",
    "Hej Kommune, hvorfor skriver I sådan?",
    "Det Danske Sprog bør kunne siges enkelt.",
    "The Metropolitan Police should listen to young people.",
    "New Zealand needs more houses, not more committees.",
    "In the South Island rent is lower.",
    "Housing New Zealand should build on Crown land.",
    "Why does the City Council not answer?",
    "Side 12 af 14 manglede.",
    "Ring mellem 9 og 15, stod der.",
    "Kapitel 4 i vejledningen er uklart.",
    "Ingen af os vidste, at fristen var fredag den 13.",
    "Mine børn får post fra Styrelsen for Arbejdsmarked.",
    "Jeg klikkede på Videre, og så skete der ingenting.",
    "Man skal vælge A eller B, men jeg er C.",
    "Digital Post er fuld af reklamer.",
    "Jobcenter Nord har åbent tirsdag.",
    "Første Gang man logger på, tager det lang tid.",
]


@pytest.mark.parametrize(("kind", "text"), PLANTED)
def test_what_was_planted_is_found(kind: Personal, text: str) -> None:
    assert kind in [finding.kind for finding in find_personal_data(text)]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_sentence_raises_no_alarm(text: str) -> None:
    assert find_personal_data(text) == []


@pytest.mark.parametrize("text", ["320190-1234", "011390-1234", "300290-1234", "0101901234567"])
def test_a_number_without_a_day_in_it_is_no_cpr_number(text: str) -> None:
    assert not has_cpr(find_personal_data(text))


def test_only_a_cpr_number_blocks() -> None:
    assert has_cpr(find_personal_data("010190-1234"))
    assert not has_cpr(find_personal_data("Åse, 20 12 12 12, aase@x.dk, Vestergade 4"))


def test_what_was_found_is_marked_and_the_rest_is_whole() -> None:
    text = "Ring til Inger Holm på 20 12 12 12."
    found = find_personal_data(text)
    shown = list(pieces(text, found))
    assert [(piece.text, piece.kind) for piece in shown] == [
        ("Ring til ", None),
        ("Inger Holm", Personal.NAME),
        (" på ", None),
        ("20 12 12 12", Personal.PHONE),
        (".", None),
    ]


def test_what_was_checked_is_told_from_what_came_later() -> None:
    before = fingerprint(find_personal_data("Spørg Inger."))
    assert before == fingerprint(find_personal_data("Spørg Inger!"))
    assert before != fingerprint(find_personal_data("Spørg Inger på 20 12 12 12."))
    assert fingerprint([]) == ""
