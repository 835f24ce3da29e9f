"""What honest mail servers write about a sender, and what cannot be read of it."""

import time

import pytest

from tests.mail.messages import SENDER, message
from workshops.mail.results import Result, read_results
from workshops.mail.trust import Dmarc, Trust, author, verdict

OURS = "mx.samskab.example"
OFFICE = "protection.outlook.com"
TRUE = "dmarc=pass header.from=kommune.example"
FALSE = "dmarc=fail header.from=kommune.example"
NOBODY = Trust()
EXIM = (
    "iprev=pass (out.kommune.example) smtp.remote-ip=2001:db8::7;\r\n"
    "\tspf=pass smtp.mailfrom=<>;\r\n\tdkim=pass header.d=kommune.example header.s=s1 header.a=rsa;"
    f"\r\n\t{TRUE}"
)
AMAZON = (
    "spf=pass (spfCheck: domain of kommune.example designates 192.0.2.1 as permitted sender) "
    "client-ip=192.0.2.1; envelope-from=aase@kommune.example; helo=out.kommune.example; "
    f"dkim=pass header.i=@kommune.example; {TRUE};"
)
MICROSOFT = (
    "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=kommune.example; "
    "dkim=pass (signature was verified)\r\n header.d=kommune.example;dmarc=pass action=none\r\n "
    "header.from=kommune.example;compauth=pass reason=100"
)
TAKEN_IN = (
    "Received: from DU2EUR02.prod.protection.outlook.com (2603:10a6::1) by "
    "AM0PR10.eurprd10.prod.outlook.com (2603::2) with Microsoft SMTP Server id 15.20",
    "Received: from out.kommune.example (192.0.2.1) by "
    "DU2EUR02.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP Server",
)
HONEST = {
    "Exim over IPv6": EXIM,
    "Amazon SES": AMAZON,
    "a literal": f"spf=pass smtp.mailfrom=aase@[192.0.2.7] smtp.helo=[IPv6:2001:db8::7]; {TRUE}",
    "capitals": "DKIM=Pass Header.D=Kommune.Example; DMARC=Pass Header.From=Kommune.EXAMPLE",
    "an empty one": f";; {TRUE} ;",
    "comments everywhere": f"dkim (a;(b)) = (c) pass (d) header.d=kommune.example; {TRUE} (e)",
    "a quoted reason": f'spf=fail reason="no; dmarc=fail" smtp.helo="a\\"; dmarc=fail"; {TRUE}',
    "a version": TRUE.replace("dmarc", "dmarc/1"),
    "an unknown method": f"x-sheep=pass ba.a=1; {TRUE}",
    "a broken result": f"spf; dkim=; =pass; {TRUE}",
    "an empty value": TRUE.replace("header", "policy.x= header"),
    "spaces": TRUE.replace(".", " . ")
    .replace("kommune . ", "kommune.")
    .replace("from=", "from = "),
}


def head(results: str, name: str = OURS) -> str:
    """A header of a server of that name."""
    return f"Authentication-Results: {name}; {results}"


@pytest.mark.parametrize("results", HONEST.values(), ids=HONEST)
def test_what_honest_servers_write_is_read_and_a_failure_is_one(results: str) -> None:
    assert verdict(message(head(results)), OURS).dmarc is Dmarc.PASS
    forged = results.replace(TRUE, FALSE).replace("DMARC=Pass", "DMARC=Fail")
    forged = forged.replace("dmarc/1=pass", "dmarc/1=fail").replace("dmarc=pass", "dmarc=fail")
    assert verdict(message(head(forged)), OURS).dmarc is Dmarc.FAIL


@pytest.mark.parametrize(
    ("name", "believed"),
    [
        (f"{OURS} 1", True),
        (f"{OURS} (ours) 1 (one)", True),
        (f'"{OURS}"', True),
        (OURS.upper(), True),
        (f"{OURS} 2", False),
        (f"{OURS} x", False),
        ("", False),
        ('""', False),
    ],
)
def test_the_name_in_front_is_ours_however_it_is_written(name: str, believed: bool) -> None:
    assert verdict(message(head(TRUE, name)), OURS) == (Trust(Dmarc.PASS) if believed else NOBODY)


@pytest.mark.parametrize(
    "results",
    [
        f"spf=pass (mx; {FALSE}",
        f'spf=pass smtp.mailfrom="x; {FALSE}',
        f"spf=pass x) y; {FALSE}",
        f"spf=pass x) (y; {FALSE}",
        f"dmarc/2=fail; {TRUE}",
        "dmarc=fail,header.from=kommune.example",
        "dmarc / 1 = fail!",
        f"{TRUE} (; DMARC = FAIL",
        "dmarc (p=none) = (x) fail (x; spf=none",
        f"{';' * 1001} {FALSE}",
    ],
)
def test_a_failure_in_what_cannot_be_read_is_one(results: str) -> None:
    assert verdict(message(head(results)), OURS).dmarc is Dmarc.FAIL
    assert verdict(message(head("dmarc=fail", f"{OURS} 2")), OURS).dmarc is Dmarc.FAIL


@pytest.mark.parametrize("results", [f"spf=x) y; {TRUE}", f'a="; {TRUE}', "dmarc/2=pass", "spf"])
def test_nothing_is_believed_of_what_cannot_be_read(results: str) -> None:
    assert verdict(message(head(results)), OURS) == NOBODY


@pytest.mark.parametrize("result", ["pass", "fail", "none"])
@pytest.mark.parametrize("domain", ["evil.example", "example", "sub.kommune.example", "xn--zz.dk"])
def test_a_verdict_on_another_sender_than_the_one_we_read_is_a_conflict(
    result: str, domain: str
) -> None:
    other = head(f"dkim=pass header.d=kommune.example; dmarc={result} header.from={domain}")

    assert verdict(message(other), OURS).dmarc is Dmarc.FAIL
    assert verdict(message(head(TRUE), other), OURS).dmarc is Dmarc.FAIL
    assert not verdict(message(other), OURS).verified


def test_a_domain_is_the_same_in_either_form() -> None:
    for sender in ("Jens <jens@københavn.dk>", "jens@xn--kbenhavn-54a.dk", "jens@KØBENHAVN.dk"):
        for domain in ("xn--kbenhavn-54a.dk", "københavn.dk"):
            raw = message(head(f"dkim=pass header.d={domain}; {TRUE}"), From=sender)
            mine = raw.replace(b"from=kommune.example", f"from={domain}".encode())
            assert verdict(mine, OURS) == Trust(Dmarc.PASS, True)


@pytest.mark.parametrize(
    ("lines", "name", "trust"),
    [
        ([MICROSOFT], OURS, Trust(Dmarc.PASS, True)),
        ([MICROSOFT.replace("dmarc=pass", "dmarc=fail")], OURS, Trust(Dmarc.FAIL, True)),
        ([*TAKEN_IN, MICROSOFT], OFFICE, Trust(Dmarc.PASS, True)),
        ([*TAKEN_IN, MICROSOFT, MICROSOFT.replace("dmarc=pass", "spf=none")], OFFICE, None),
        ([*TAKEN_IN, MICROSOFT], "outlook.com", Trust(Dmarc.PASS, True)),
        ([*TAKEN_IN, MICROSOFT], OURS, NOBODY),
        ([TAKEN_IN[0].replace("10.prod.outlook", "10.evil"), MICROSOFT], OFFICE, NOBODY),
        (["Received: from x by mx.samskab.example; now", MICROSOFT], OURS, NOBODY),
        (["Received: nothing", MICROSOFT], OFFICE, NOBODY),
        ([head("spf=none"), MICROSOFT], OURS, NOBODY),
        ([head("spf=none", "mx.evil.example"), MICROSOFT], OURS, NOBODY),
        ([MICROSOFT], "", NOBODY),
    ],
)
def test_a_header_without_a_name_is_ours_where_no_sender_can_have_put_it(
    lines: list[str], name: str, trust: Trust | None
) -> None:
    assert verdict(message(*lines), name) == (trust or Trust(Dmarc.PASS, True))


def test_who_wrote_the_topmost_verdict_is_named() -> None:
    assert author(message(head(TRUE), head(TRUE, "b.example"))) == OURS
    assert author(message(head(TRUE, f"{OURS.upper()} 1"))) == OURS
    assert author(message("Received: x", head(TRUE))) == OURS
    assert [author(message(line)) for line in (MICROSOFT, "X: y", head(TRUE, ""))] == ["", "", ""]


def test_two_senders_are_none() -> None:
    for lines, headers in (
        ([head(TRUE), "From: b@kommune.example"], {}),
        ([head(TRUE)], {"From": f"{SENDER}, <b@kommune.example>"}),
        ([head(TRUE)], {"From": ""}),
    ):
        assert not verdict(message(*lines, **headers), OURS).verified


def test_a_verdict_at_the_end_of_a_long_header_is_read() -> None:
    long = "; ".join(["dkim=none header.b=aaaa"] * 400)

    assert verdict(message(head(f"{long}; {FALSE}")), OURS).dmarc is Dmarc.FAIL


def test_the_properties_of_a_result_stand_by_their_names() -> None:
    text = 'a.b; dkim=pass reason="x header.d=y" header.d = "q r" Header.I=@X.dk z policy.c=1'
    found = read_results(text).found

    assert found == (
        Result("dkim", "pass", {"header.d": "q r", "header.i": "@x.dk", "policy.c": "1"}),
    )


@pytest.mark.parametrize("char", [*'a"(\\;.= -/)', "a.", "a=", "dmarc", "dmarc=", '"a'])
def test_a_header_of_one_sign_is_read_in_no_time(char: str) -> None:
    for text in ((char * 50_000)[:50_000], f"{OURS}; dkim=pass {char * 50_000}"[:50_000]):
        assert min(_cpu_seconds(text) for _try in range(2)) < 0.2


def _cpu_seconds(text: str) -> float:
    begun = time.thread_time()
    read_results(text)
    return time.thread_time() - begun
