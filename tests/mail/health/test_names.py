"""The inviting address, its mail server, the key, the policy, the links."""

import pytest

from tests.mail.health.zones import DOMAIN, RIGHT, Zone, table
from tests.mail.keys import pem
from workshops.mail.health import names, signatures
from workshops.mail.health.dns import txt
from workshops.mail.health.findings import Finding, Level
from workshops.mail.signing import PublicKey, public_key

BASE = "https://lab.dk"
KEY = f"s1._domainkey.{DOMAIN}"


def key(bits: int = 2048) -> PublicKey:
    """The public half of a key made for tests."""
    found = public_key(pem(bits))
    assert found is not None
    return found


def levels(findings: list[Finding]) -> str:
    """The levels of some findings by their first letters: r, n, f."""
    return "".join(each.level.value[0] for each in findings)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("workshops@rsvp.lab.dk", "r"),
        ("workshops@lab.dk", "f"),
        ("workshops@rsvp.other.dk", "rn"),
        ("lab@gmail.com", "fn"),
        ("noreply@rsvp.lab.dk", "rf"),
        ("workshops@rsvp.samskab.example", "fn"),
    ],
)
def test_inviting_address_is_judged(address: str, expected: str) -> None:
    assert levels(names.check_address(address, BASE)) == expected


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        (["10 mail.lab.dk"], "r"),
        ([], "f"),
        (["0 ."], "f"),
        (["10 nowhere.lab.dk"], "f"),
        (["10 nowhere.lab.dk", "20 mail.lab.dk"], "fr"),
        (["1 SMTP.Google.com"], "fr"),
        (["1 aspmx.l.google.com", "5 alt1.aspmx.l.google.com"], "ffr"),
    ],
)
def test_mail_server_of_the_domain_is_judged(hosts: list[str], expected: str) -> None:
    zone = {
        **RIGHT,
        (DOMAIN, "MX"): hosts,
        ("smtp.google.com", "A"): ["192.0.2.1"],
        ("aspmx.l.google.com", "A"): ["192.0.2.1"],
    }
    assert levels(names.check_mx(DOMAIN, table(zone))) == expected


def test_missing_mail_server_comes_with_its_record() -> None:
    (missing,) = names.check_mx(DOMAIN, table({}))

    assert missing.record == "rsvp.lab.dk. MX 10 mail.lab.dk."


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://lab.dk", "r"), ("http://lab.dk", "fr"), ("https://nowhere.dk", "f")],
)
def test_links_are_judged(url: str, expected: str) -> None:
    assert levels(names.check_links(url, table(RIGHT))) == expected


def test_key_of_ours_must_be_the_published_one() -> None:
    own, other = key(), PublicKey(key().modulus + 2, 65537)
    zone = {(KEY, "TXT"): [own.record]}

    assert levels(signatures.check_dkim(DOMAIN, "s1", own, table(zone))) == "r"
    (wrong,) = signatures.check_dkim(DOMAIN, "s1", other, table(zone))
    assert (wrong.level, wrong.record) == (Level.FIX, txt(KEY, other.record))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], "f"),
        (["v=DKIM1; p="], "f"),
        (["v=DKIM1; k=rsa; p=AAAA"], "f"),
        (["nonsense"], "f"),
        ([key().record, key().record], "f"),
        ([key(1024).record], "nr"),
        ([key().record.replace("k=rsa; ", "")], "r"),
    ],
)
def test_key_of_the_mail_server_is_judged(records: list[str], expected: str) -> None:
    assert levels(signatures.check_dkim(DOMAIN, "s1", None, table({(KEY, "TXT"): records}))) == (
        expected
    )


def test_nobody_knows_of_a_signature_without_selector() -> None:
    assert levels(signatures.check_dkim(DOMAIN, "", None, table({}))) == "f"


@pytest.mark.parametrize(
    ("at", "record", "expected"),
    [
        (DOMAIN, "v=DMARC1; p=reject", "rrn"),
        (DOMAIN, "v=DMARC1; p=none", "nrn"),
        ("lab.dk", "v=DMARC1; p=reject", "rrn"),
        ("lab.dk", "v=DMARC1; p=reject; sp=none", "nrn"),
        (DOMAIN, "v=DMARC1", "frn"),
        ("dk", "v=DMARC1; p=reject", "f"),
        (DOMAIN, "p=reject", "f"),
    ],
)
def test_policy_is_found_and_judged(at: str, record: str, expected: str) -> None:
    zone = {(f"_dmarc.{at}", "TXT"): [record]}
    assert levels(signatures.check_dmarc(DOMAIN, "", None, table(zone))) == expected


@pytest.mark.parametrize(("mode", "expected"), [("", "rrr"), ("; adkim=s", "rrf")])
def test_signature_of_the_domain_above_counts_unless_strict(mode: str, expected: str) -> None:
    zone: Zone = {
        ("s1._domainkey.lab.dk", "TXT"): [key().record],
        (f"_dmarc.{DOMAIN}", "TXT"): [f"v=DMARC1; p=reject{mode}"],
    }
    assert levels(signatures.check_dmarc(DOMAIN, "s1", None, table(zone))) == expected
