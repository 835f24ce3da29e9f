"""`lab mail doctor`: whether letters can arrive and answers come back, and what to fix."""

import json
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale, gettext

from workshops.core import clock, locale
from workshops.core.config import LANGUAGES, Settings
from workshops.core.text import N_
from workshops.mail.health import figures, names, servers, signatures, spf
from workshops.mail.health.dns import Ask, asking
from workshops.mail.health.findings import Area, Finding, Level
from workshops.mail.signing import public_key, signer
from workshops.mail.transport import mail_server

LEVELS = {Level.RIGHT: N_("all right"), Level.NOTE: N_("good to know"), Level.FIX: N_("to fix")}
AREAS = {
    Area.ADDRESS: N_("The address that invites"),
    Area.MX: N_("Where answers go (MX)"),
    Area.SPF: N_("Who may send (SPF)"),
    Area.DKIM: N_("The signature (DKIM)"),
    Area.DMARC: N_("What receivers do with forgeries (DMARC)"),
    Area.LINKS: N_("The links in letters"),
    Area.SENDING: N_("The mail server for what leaves"),
    Area.RECEIVING: N_("The mailbox for what comes in"),
    Area.FIGURES: N_("How it has been going"),
}


@click.command()
@click.option("--domain", help="Check this domain instead of the one in RSVP_ADDRESS.")
@click.option("--outgoing", multiple=True, help="An address that letters leave from; repeatable.")
@click.option("--nameserver", default="", help="Ask this DNS server (ADDRESS or ADDRESS:PORT).")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the report.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@with_appcontext
def doctor(
    domain: str | None,
    outgoing: tuple[str, ...],
    nameserver: str,
    language: str | None,
    as_json: bool,
) -> None:
    """Say what is right about mail, what is wrong and what to write into DNS. Sends nothing."""
    settings: Settings = current_app.config["SETTINGS"]
    if domain:
        local = settings.rsvp_address.rpartition("@")[0]
        settings = replace(settings, rsvp_address=f"{local}@{domain.lower().rstrip('.')}")
    _check_addresses(outgoing)
    try:
        ask = asking(nameserver)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--nameserver") from wrong
    found = findings(settings, outgoing, ask, clock.now())
    with force_locale(language or settings.languages[0]):
        tell(found, settings, language or settings.languages[0], as_json)
    if any(each.level is Level.FIX for each in found):
        raise SystemExit(1)


def findings(
    settings: Settings, outgoing: tuple[str, ...], ask: Ask, now: datetime
) -> list[Finding]:
    """Everything that was found, area by area."""
    domain = _ascii(settings.rsvp_address.rpartition("@")[2].lower())
    host = mail_server(settings.smtp_url).host if settings.smtp_url else ""
    signing = signer(settings)
    own = public_key(signing.pem) if signing else None
    known = figures.count(now)
    return [
        *names.check_address(settings.rsvp_address, settings.base_url),
        *names.check_mx(domain, ask),
        *spf.check(domain, host, outgoing, ask),
        *signatures.check_dkim(domain, settings.dkim_selector, own, ask),
        *signatures.check_dmarc(domain, settings.dkim_selector, own, ask),
        *names.check_links(settings.base_url, ask),
        *servers.check_sending(settings),
        *servers.check_receiving(settings, known.written_by),
        *figures.report(known, now),
    ]


def tell(found: list[Finding], settings: Settings, language: str, as_json: bool) -> None:
    """The findings for a person, or as JSON."""
    if as_json:
        rows = [
            {
                "area": each.area.value,
                "level": each.level.value,
                "text": sentence(each, settings.timezone, language),
                "record": each.record,
            }
            for each in found
        ]
        click.echo(json.dumps({"findings": rows}, ensure_ascii=False))
        return
    width = max(len(gettext(word)) for word in LEVELS.values())
    for area, heading in AREAS.items():
        click.echo(f"\n{gettext(heading)}")
        for each in (finding for finding in found if finding.area is area):
            word = gettext(LEVELS[each.level]).ljust(width)
            click.echo(f"  {word}  {sentence(each, settings.timezone, language)}")
            if each.record:
                click.echo(f"  {' ' * width}  {each.record}")


def sentence(finding: Finding, zone: str, language: str) -> str:
    """A finding in the reader's language, with moments in the house's zone."""
    said = {
        name: locale.long_moment(value, zone, language) if isinstance(value, datetime) else value
        for name, value in finding.params.items()
    }
    return str(gettext(finding.text, **said))


def _check_addresses(outgoing: tuple[str, ...]) -> None:
    for address in outgoing:
        try:
            ip_address(address)
        except ValueError as wrong:
            raise click.BadParameter(
                f"{address} is not an IP address.", param_hint="--outgoing"
            ) from wrong


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError as wrong:
        raise click.BadParameter(f"{domain} is not a domain.", param_hint="--domain") from wrong
