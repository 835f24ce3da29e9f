"""SPF records read: their terms, and the machines that they name with all that they include."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from workshops.mail.health.dns import Ask, addresses

ENOUGH = 40
ASKING = ("include", "a", "mx", "ptr", "exists", "redirect")


@dataclass
class Permitted:
    """What a record permits with all that it includes."""

    networks: list[IPv4Network | IPv6Network] = field(default_factory=list)
    lookups: int = 0
    ending: str = ""
    faults: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    unclear: bool = False

    def has(self, address: str) -> bool:
        """Whether an address is named."""
        one = ip_address(address)
        return any(one in network for network in self.networks)


@dataclass(frozen=True)
class Term:
    """One word of a record: `-all`, `include:_spf.example.dk`, `a:mail.example.dk/28`."""

    qualifier: str
    name: str
    value: str
    written: str


def permitted_by(domain: str, record: str, ask: Ask) -> Permitted:
    """The machines that a record names, itself and by what it includes."""
    permitted = Permitted()
    _gather(permitted, domain, record, ask)
    return permitted


def spf_records(texts: Iterable[str]) -> list[str]:
    """Those of a domain's texts that are SPF records."""
    return [text for text in texts if text.lower().split(" ")[0] == "v=spf1"]


def terms(record: str) -> list[Term]:
    """The words of a record."""
    found = []
    for word in record.split()[1:]:
        qualifier = word[0] if word[0] in "+-~?" else "+"
        bare = word.removeprefix(qualifier)
        cut = min((bare.find(sign) for sign in ":=/" if sign in bare), default=len(bare))
        value = bare[cut:] if bare[cut : cut + 1] == "/" else bare[cut + 1 :]
        found.append(Term(qualifier, bare[:cut].lower(), value, word))
    return found


def _gather(permitted: Permitted, domain: str, record: str, ask: Ask, top: bool = True) -> None:
    for term in terms(record):
        if term.name in ASKING:
            permitted.lookups += 1
        if permitted.lookups > ENOUGH:
            return
        if term.name == "all":
            permitted.ending = term.qualifier if top else permitted.ending
        elif "%" in term.value or term.name in ("exists", "ptr"):
            permitted.unclear = True
        elif term.name in ("include", "redirect"):
            _follow(permitted, term, ask, top and term.name == "redirect")
        elif term.qualifier == "+":
            _add(permitted, domain, term, ask)


def _follow(permitted: Permitted, term: Term, ask: Ask, top: bool) -> None:
    found = ask(term.value, "TXT")
    records = spf_records(found.values)
    if found.silent:
        permitted.silent.append(term.value)
    elif len(records) != 1:
        permitted.faults.append(term.written)
    else:
        _gather(permitted, term.value, records[0], ask, top)


def _add(permitted: Permitted, domain: str, term: Term, ask: Ask) -> None:
    """The networks that one term names."""
    if term.name in ("ip4", "ip6"):
        _add_network(permitted, term.value, term)
        return
    if term.name not in ("a", "mx"):
        if term.name != "exp":
            permitted.faults.append(term.written)
        return
    name, _, length = term.value.partition("/")
    hosts = [name or domain]
    if term.name == "mx":
        hosts = [each.partition(" ")[2] for each in ask(hosts[0], "MX").values]
    for host in hosts:
        found = addresses(ask, host)
        permitted.silent += [host] if found.silent else []
        for address in found.values:
            _add_network(
                permitted, f"{address}/{length}" if _fits(address, length) else address, term
            )


def _fits(address: str, length: str) -> bool:
    return length.isdigit() and int(length) <= ip_address(address).max_prefixlen


def _add_network(permitted: Permitted, written: str, term: Term) -> None:
    try:
        permitted.networks.append(ip_network(written, strict=False))
    except ValueError:
        permitted.faults.append(term.written)
