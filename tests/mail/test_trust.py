"""Whom our own mail server vouches for, and that nobody else can say so."""

import pytest

from tests.mail.messages import message
from workshops.mail.trust import Dmarc, Trust, verdict

OURS = "mx.samskab.example"
PASS = f"Authentication-Results: {OURS}; dmarc=pass header.from=kommune.example"
HOP = "Received: from out.kommune.example by mx.samskab.example; Mon, 23 Nov 2026 12:00:00 +0100"
RSPAMD = (
    f"Authentication-Results: {OURS};\r\n\tdkim=pass header.d=kommune.example header.s=sel1 "
    "header.b=AbC0/x1=;\r\n\tdmarc=pass (policy=reject) header.from=kommune.example;\r\n\t"
    "spf=pass (mx: domain of aase@kommune.example designates 192.0.2.1 as permitted sender) "
    "smtp.mailfrom=aase@kommune.example"
)
NOBODY = Trust(Dmarc.UNKNOWN, False)


@pytest.mark.parametrize(
    ("lines", "trust"),
    [
        ([PASS], Trust(Dmarc.PASS)),
        ([HOP, PASS, HOP], Trust(Dmarc.PASS)),
        ([RSPAMD], Trust(Dmarc.PASS, True)),
        ([PASS.replace("mx.samskab", "MX.Samskab")], Trust(Dmarc.PASS)),
        ([PASS.replace("; dmarc", " 1; dmarc")], Trust(Dmarc.PASS)),
        ([PASS.replace("; ", ";\r\n\t")], Trust(Dmarc.PASS)),
        ([PASS.replace("=pass", "=fail (p=REJECT)")], Trust(Dmarc.FAIL)),
        ([PASS.replace("=pass", "=none")], NOBODY),
        ([PASS.replace("=pass", "=temperror")], NOBODY),
        ([PASS, PASS.replace("=pass", "=fail")], Trust(Dmarc.FAIL)),
        ([f"Authentication-Results: {OURS}; none"], NOBODY),
        ([f"Authentication-Results: {OURS}; dmarc"], NOBODY),
        (
            [f"Authentication-Results: {OURS}; dkim=pass header.d=kommune.example"],
            Trust(Dmarc.UNKNOWN, True),
        ),
        (
            [f"Authentication-Results: {OURS}; dkim=pass header.i=@kommune.example"],
            Trust(Dmarc.UNKNOWN, True),
        ),
        ([f"Authentication-Results: {OURS}; dkim=pass header.d=example"], NOBODY),
        ([f"Authentication-Results: {OURS}; dkim=pass header.d=une.example"], NOBODY),
        ([f"Authentication-Results: {OURS}; dkim=fail header.d=kommune.example"], NOBODY),
        ([f"Authentication-Results: {OURS}; dkim=pass header.i=@lab.example"], NOBODY),
        ([f"Authentication-Results: {OURS}; dkim=pass header.d=lab.example"], NOBODY),
        ([f"Authentication-Results: {OURS}; dkim=pass"], NOBODY),
        (
            [f"Authentication-Results: {OURS}; dkim=pass header.d=x.example header.i=a@x.example"],
            NOBODY,
        ),
        ([f"Authentication-Results: {OURS}; dmarc=pass"], Trust(Dmarc.PASS)),
        ([f"Authentication-Results: {OURS}; dmarc=fail"], Trust(Dmarc.FAIL)),
        ([f"Authentication-Results: {OURS}; spf=pass smtp.mailfrom=kommune.example"], NOBODY),
        ([f"{PASS}\r\nAuthentication-Results: {OURS}; spf=none"], Trust(Dmarc.PASS)),
        ([f"Authentication-Results: {OURS}; spf=none\r\n{PASS}"], Trust(Dmarc.PASS)),
        ([f"{PASS}\r\nAuthentication-Results: mx.evil.example; dmarc=fail"], Trust(Dmarc.PASS)),
    ],
)
def test_the_verdict_is_what_our_own_server_wrote(lines: list[str], trust: Trust) -> None:
    assert verdict(message(*lines), OURS) == trust


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [PASS.replace(OURS, "mx.evil.example")],
        [PASS.replace(OURS, f"{OURS}.evil.example")],
        [f"Authentication-Results: mx.provider.example; none\r\n{PASS}"],
        [f"Authentication-Results: {OURS}; spf=none", HOP, PASS],
        [f"ARC-Authentication-Results: i=1; {OURS}; dmarc=pass header.from=kommune.example"],
        [f"X-Authentication-Results: {OURS}; dmarc=pass header.from=kommune.example"],
        [PASS, "From: Mette <mette@lab.example>"],
    ],
)
def test_what_anybody_else_wrote_is_not_believed(lines: list[str]) -> None:
    assert verdict(message(*lines), OURS) == NOBODY


def test_without_a_name_of_our_own_server_nothing_is_believed() -> None:
    assert verdict(message(PASS), "") == NOBODY
    assert verdict(message("Authentication-Results: ; dmarc=pass"), "") == NOBODY


def test_a_failed_verdict_outweighs_a_good_signature() -> None:
    failed = PASS.replace("dmarc=pass", "dkim=pass header.d=kommune.example; dmarc=fail")

    assert not verdict(message(failed), OURS).verified
    assert verdict(message(failed.replace("=fail", "=none")), OURS).verified


def test_rubbish_is_not_believed_and_does_no_harm() -> None:
    assert verdict(b"\xff" * 100_000, OURS) == NOBODY
