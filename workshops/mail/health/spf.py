"""SPF: which machines may send for the domain, and whether ours is one of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from workshops.core.text import N_
from workshops.mail.health.dns import Ask, addresses, txt
from workshops.mail.health.findings import Area, Finding, Notes

MOST_LOOKUPS = 10
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


def check(domain: str, host: str, outgoing: Iterable[str], ask: Ask) -> list[Finding]:
    """Whether receivers know our mail server. `outgoing` are its addresses, if given by hand."""
    notes = Notes(Area.SPF)
    found = ask(domain, "TXT")
    records = [text for text in found.values if text.lower().split(" ")[0] == "v=spf1"]
    if found.silent:
        notes.fix(N_("DNS gave no answer about %(name)s within three seconds."), name=domain)
    elif not records:
        record = txt(domain, f"v=spf1 {_own_term(host)} -all")
        notes.fix(N_("%(domain)s has no SPF record. Write this one:"), record, domain=domain)
    elif len(records) > 1:
        record = txt(domain, _merged(records))
        notes.fix(
            N_("%(domain)s has several SPF records, so none counts. Keep this one alone:"),
            record,
            domain=domain,
        )
    else:
        permitted = permitted_by(domain, records[0], ask)
        _check_form(notes, domain, records[0], permitted)
        _check_sender(notes, (domain, records[0]), permitted, host, _senders(host, outgoing, ask))
    return notes.found


def permitted_by(domain: str, record: str, ask: Ask) -> Permitted:
    """The machines that a record names, itself and by what it includes."""
    permitted = Permitted()
    _gather(permitted, domain, record, ask)
    return permitted


def _check_form(notes: Notes, domain: str, record: str, permitted: Permitted) -> None:
    for term in permitted.faults:
        notes.fix(N_("The SPF record has a part that cannot be used: %(term)s"), term=term)
    for name in permitted.silent:
        notes.fix(N_("DNS gave no answer about %(name)s within three seconds."), name=name)
    if permitted.lookups > MOST_LOOKUPS:
        notes.fix(
            N_("The SPF record leads to %(count)s DNS look-ups; after 10 it no longer counts."),
            count=permitted.lookups,
        )
    if permitted.ending == "+":
        notes.fix(
            N_("The SPF record lets the whole world send (+all). Write instead:"),
            txt(domain, _with(record, "")),
        )
    elif permitted.ending not in ("-", "~"):
        notes.fix(
            N_("The SPF record does not say that others may not send. Write instead:"),
            txt(domain, _with(record, "")),
        )
    else:
        notes.right(
            N_("There is one SPF record, with %(count)s DNS look-ups of at most 10."),
            count=permitted.lookups,
        )


def _check_sender(
    notes: Notes, own: tuple[str, str], permitted: Permitted, host: str, senders: list[str]
) -> None:
    missing = [address for address in senders if not permitted.has(address)]
    if not senders:
        notes.note(
            N_("From which address letters leave is not known here; name it with --outgoing.")
        )
    elif not missing:
        notes.right(N_("SPF permits the mail server (%(names)s)."), names=", ".join(senders))
    elif permitted.unclear:
        notes.note(
            N_("Whether SPF permits %(names)s is only decided with each letter (exists, ptr)."),
            names=", ".join(missing),
        )
    else:
        terms = " ".join(_network_term(each) for each in missing)
        term = terms if not host or _is_local(host) else f"a:{host}"
        notes.fix(
            N_(
                "SPF does not permit %(names)s. If letters leave from other addresses, name them "
                "with --outgoing; otherwise write instead:"
            ),
            txt(own[0], _with(own[1], term)),
            names=", ".join(missing),
        )


def _senders(host: str, outgoing: Iterable[str], ask: Ask) -> list[str]:
    """The addresses that receivers will see, as far as known."""
    given = list(outgoing)
    if given or not host or _is_local(host):
        return given
    return [each for each in _as_addresses(host, ask) if ip_address(each).is_global]


def _as_addresses(host: str, ask: Ask) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        return list(addresses(ask, host).values)


def _is_local(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or ("." not in host and ":" not in host)


def _own_term(host: str) -> str:
    return "mx" if not host or _is_local(host) else f"a:{host}"


def _network_term(address: str) -> str:
    return f"ip{ip_address(address).version}:{address}"


def _terms(record: str) -> list[Term]:
    found = []
    for word in record.split()[1:]:
        qualifier = word[0] if word[0] in "+-~?" else "+"
        bare = word.removeprefix(qualifier)
        cut = min((bare.find(sign) for sign in ":=/" if sign in bare), default=len(bare))
        value = bare[cut:] if bare[cut : cut + 1] == "/" else bare[cut + 1 :]
        found.append(Term(qualifier, bare[:cut].lower(), value, word))
    return found


def _with(record: str, term: str) -> str:
    """The record with one more term, closed against everybody else."""
    kept = [each.written for each in _terms(record) if each.name not in ("all", "redirect")]
    moved = [f"include:{t.value}" for t in _terms(record) if t.name == "redirect"]
    return " ".join(filter(None, ["v=spf1", *kept, *moved, term, "-all"]))


def _merged(records: list[str]) -> str:
    words = dict.fromkeys(
        term.written for each in records for term in _terms(each) if term.name != "all"
    )
    return " ".join(["v=spf1", *words, "-all"])


def _gather(permitted: Permitted, domain: str, record: str, ask: Ask, top: bool = True) -> None:
    for term in _terms(record):
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
    records = [text for text in found.values if text.lower().split(" ")[0] == "v=spf1"]
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
