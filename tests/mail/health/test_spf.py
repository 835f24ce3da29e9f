"""SPF: what is said of right and wrong records, and which record is proposed."""

from collections.abc import Iterable

import pytest

from tests.mail.health.zones import DOMAIN, Zone, table
from workshops.mail.health import spf
from workshops.mail.health.findings import Finding, Level
from workshops.mail.health.spf_records import permitted_by

MAIL: Zone = {("mail.lab.dk", "A"): ["198.51.100.7", "8.8.4.4"]}
HOST = "mail.lab.dk"


def found(
    *records: str, more: Zone | None = None, host: str = HOST, outgoing: Iterable[str] = ()
) -> list[Finding]:
    """What is found with these records at the domain."""
    zone = {**MAIL, **(more or {}), (DOMAIN, "TXT"): list(records)}
    return spf.check(DOMAIN, host, outgoing, table(zone))


def wrong(findings: list[Finding]) -> list[tuple[str, str]]:
    """Each thing to fix: its first words and the record to write."""
    return [
        (" ".join((each.text % each.params).split()[:4]), each.record)
        for each in findings
        if each.level is Level.FIX
    ]


@pytest.mark.parametrize(
    ("record", "more"),
    [
        ("v=spf1 a:mail.lab.dk -all", {}),
        ("v=spf1 ip4:8.8.4.0/24 ~all", {}),
        ("v=spf1 a:mail.lab.dk/24 -all", {}),
        ("v=spf1 mx -all", {(DOMAIN, "MX"): ["10 mail.lab.dk"]}),
        ("v=spf1 include:_spf.x.dk -all", {("_spf.x.dk", "TXT"): ["v=spf1 ip4:8.8.4.4 ?all"]}),
        ("v=spf1 redirect=_spf.x.dk", {("_spf.x.dk", "TXT"): ["v=spf1 ip4:8.8.4.4 -all"]}),
        ("V=SPF1 A:mail.lab.dk -ALL exp=why.x.dk", {}),
    ],
)
def test_record_that_names_the_mail_server_is_right(record: str, more: Zone) -> None:
    findings = found(record, more=more, outgoing=["8.8.4.4"])

    assert {each.level for each in findings} == {Level.RIGHT}


@pytest.mark.parametrize(
    ("records", "said", "record"),
    [
        ([], "rsvp.lab.dk has no SPF", "v=spf1 a:mail.lab.dk -all"),
        (
            ["v=spf1 mx -all", "v=spf1 a:mail.lab.dk ~all"],
            "rsvp.lab.dk has several SPF",
            "v=spf1 mx a:mail.lab.dk -all",
        ),
        (
            ["v=spf1 ip4:192.0.2.1 -all"],
            "SPF does not permit",
            "v=spf1 ip4:192.0.2.1 a:mail.lab.dk -all",
        ),
        (["v=spf1 a:mail.lab.dk +all"], "The SPF record lets", "v=spf1 a:mail.lab.dk -all"),
        (["v=spf1 a:mail.lab.dk all"], "The SPF record lets", "v=spf1 a:mail.lab.dk -all"),
        (["v=spf1 a:mail.lab.dk"], "The SPF record does", "v=spf1 a:mail.lab.dk -all"),
    ],
)
def test_wrong_record_is_said_with_the_right_one(
    records: list[str], said: str, record: str
) -> None:
    assert wrong(found(*records)) == [(said, f'{DOMAIN}. TXT "{record}"')]


@pytest.mark.parametrize(
    "term", ["ip4:300.1.1.1", "ip6:zz", "include:nowhere.dk", "allow:mail.lab.dk"]
)
def test_part_that_cannot_be_used_is_named(term: str) -> None:
    findings = found(f"v=spf1 {term} a:mail.lab.dk -all")

    assert wrong(findings) == [("The SPF record has", "")]
    assert findings[0].params == {"term": term}


def test_lookups_are_counted_through_includes() -> None:
    nested = {(f"_{n}.x.dk", "TXT"): ["v=spf1 a mx exists:%{i}.x.dk -all"] for n in range(3)}
    includes = " ".join(f"include:_{n}.x.dk" for n in range(3))

    (fault,) = wrong(found(f"v=spf1 {includes} ip4:8.8.4.4 -all", more=nested))

    assert fault[0] == "The SPF record leads"
    permitted = permitted_by(DOMAIN, f"v=spf1 {includes} -all", table(nested))
    assert permitted.lookups == 12


def test_records_that_include_each_other_come_to_an_end() -> None:
    loop = {("a.dk", "TXT"): ["v=spf1 include:b.dk -all"], ("b.dk", "TXT"): ["v=spf1 include:a.dk"]}

    assert permitted_by("a.dk", loop["a.dk", "TXT"][0], table(loop)).lookups > spf.MOST_LOOKUPS


def test_silence_of_dns_is_a_sentence() -> None:
    (silent,) = spf.check(DOMAIN, HOST, (), table({}, silent=(DOMAIN,)))

    assert silent.text % silent.params == (
        "DNS gave no answer about rsvp.lab.dk within three seconds."
    )


def test_address_of_a_local_mail_server_has_to_be_named() -> None:
    record = "v=spf1 ip4:192.0.2.7 -all"

    assert [each.level for each in found(record, host="localhost")] == [Level.RIGHT, Level.NOTE]
    findings = found(record, host="localhost", outgoing=["192.0.2.8"])
    assert wrong(findings) == [
        ("SPF does not permit", f'{DOMAIN}. TXT "v=spf1 ip4:192.0.2.7 ip4:192.0.2.8 -all"')
    ]


def test_record_that_decides_by_letter_is_left_open() -> None:
    findings = found("v=spf1 exists:%{i}.ok.dk -all", outgoing=["192.0.2.8"])

    assert [each.level for each in findings] == [Level.RIGHT, Level.NOTE]
