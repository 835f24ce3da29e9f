"""The names that guests see and answer to: the inviting address, its mail server, our pages."""

from urllib.parse import urlsplit

from workshops.core.text import N_
from workshops.mail.health.dns import Ask, addresses
from workshops.mail.health.findings import Area, Finding, Notes

FREE = (
    *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.dk", "live.com"),
    *("live.dk", "yahoo.com", "yahoo.dk", "icloud.com", "me.com", "mail.dk", "proton.me"),
)
RESERVED = ("example", "test", "invalid", "localhost", "local")
GOOGLE = ("google.com", "googlemail.com", "smtp.goog")
SILENT = ("noreply", "no-reply", "donotreply", "do-not-reply", "ikke-svar")


def check_address(address: str, base_url: str) -> list[Finding]:
    """Whether the inviting address is one that answers can come to and that is ours alone."""
    notes = Notes(Area.ADDRESS)
    local, _, domain = address.rpartition("@")
    labels = domain.split(".")
    if labels[-1] in RESERVED or len(labels) < 2:
        notes.fix(N_("RSVP_ADDRESS ends in a name for trials only: %(name)s."), name=domain)
    elif domain in FREE:
        notes.fix(
            N_("RSVP_ADDRESS is at %(name)s; use a subdomain of your own domain."), name=domain
        )
    elif len(labels) == 2:
        own = f"{local}@rsvp.{domain}"
        notes.fix(
            N_("RSVP_ADDRESS is at your main domain; use a subdomain, for example %(name)s."),
            name=own,
        )
    else:
        notes.right(N_("Invitations come from %(name)s, on a subdomain."), name=address)
    if local.lower() in SILENT:
        notes.fix(N_("%(name)s says that nobody reads it, but answers go there."), name=address)
    host = urlsplit(base_url).hostname or ""
    if labels[-2:] != host.split(".")[-2:]:
        notes.note(
            N_("Letters from %(name)s lead to %(host)s: some filters mind different domains."),
            name=domain,
            host=host,
        )
    return notes.found


def check_mx(domain: str, ask: Ask) -> list[Finding]:
    """Whether answers reach a mail server, and one that does not keep them to itself."""
    notes = Notes(Area.MX)
    found = ask(domain, "MX")
    hosts = [each.partition(" ")[2].lower() for each in found.values]
    if found.silent:
        notes.fix(N_("DNS gave no answer about %(name)s within three seconds."), name=domain)
    elif not any(host not in ("", ".") for host in hosts):
        notes.fix(
            N_("No mail server takes mail for %(name)s, so no answer arrives. Write this record:"),
            f"{domain}. MX 10 mail.{domain.partition('.')[2]}.",
            name=domain,
        )
    else:
        _check_hosts(notes, domain, hosts, ask)
    return notes.found


def _check_hosts(notes: Notes, domain: str, hosts: list[str], ask: Ask) -> None:
    if any(host == end or host.endswith(f".{end}") for host in hosts for end in GOOGLE):
        notes.fix(
            N_(
                "%(name)s is with Google. Google then keeps the answers of Gmail guests in its own "
                "calendar and mails none: let another mail server take the mail."
            ),
            name=domain,
        )
    lost = [host for host in hosts if not addresses(ask, host).values]
    for host in lost:
        notes.fix(N_("The mail server %(host)s has no address in DNS."), host=host)
    if len(lost) < len(hosts):
        notes.right(
            N_("%(hosts)s takes the mail of %(name)s."), hosts=", ".join(hosts), name=domain
        )


def check_links(base_url: str, ask: Ask) -> list[Finding]:
    """Whether the links in letters lead anywhere."""
    notes = Notes(Area.LINKS)
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme != "https":
        notes.fix(N_("BASE_URL must begin with https://; it is %(url)s."), url=base_url)
    found = addresses(ask, host)
    if found.silent and not found.values:
        notes.fix(N_("DNS gave no answer about %(name)s within three seconds."), name=host)
    elif not found.values:
        notes.fix(N_("Links in letters lead to %(host)s, which DNS does not know."), host=host)
    else:
        notes.right(N_("Links in letters lead to %(host)s, which DNS knows."), host=host)
    return notes.found
