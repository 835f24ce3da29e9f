"""SPF: which machines may send for the domain, and whether ours is one of them."""

from collections.abc import Iterable
from ipaddress import ip_address

from workshops.core.text import N_
from workshops.mail.health.dns import Ask, addresses, txt
from workshops.mail.health.findings import Area, Finding, Notes
from workshops.mail.health.spf_records import Permitted, permitted_by, spf_records, terms

MOST_LOOKUPS = 10


def check(domain: str, host: str, outgoing: Iterable[str], ask: Ask) -> list[Finding]:
    """Whether receivers know our mail server. `outgoing` are its addresses, if given by hand."""
    notes = Notes(Area.SPF)
    found = ask(domain, "TXT")
    records = spf_records(found.values)
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


def _with(record: str, term: str) -> str:
    """The record with one more term, closed against everybody else."""
    kept = [each.written for each in terms(record) if each.name not in ("all", "redirect")]
    moved = [f"include:{t.value}" for t in terms(record) if t.name == "redirect"]
    return " ".join(filter(None, ["v=spf1", *kept, *moved, term, "-all"]))


def _merged(records: list[str]) -> str:
    words = dict.fromkeys(
        term.written for each in records for term in terms(each) if term.name != "all"
    )
    return " ".join(["v=spf1", *words, "-all"])
