"""DKIM and DMARC: how receivers tell our letters from forged ones, and what they do with those."""

from collections.abc import Iterator

from workshops.core.text import N_
from workshops.mail.health.dns import Ask, txt
from workshops.mail.health.findings import Area, Finding, Notes
from workshops.mail.signing import PublicKey, published_key, tags

WEAK_BITS, GOOD_BITS = 1024, 2048


def check_dkim(domain: str, selector: str, own: PublicKey | None, ask: Ask) -> list[Finding]:
    """Whether the key that letters are signed with is published. `own`: when we sign ourselves."""
    notes = Notes(Area.DKIM)
    if not selector:
        notes.fix(
            N_(
                "Whether letters are signed is not known. Set DKIM_SELECTOR to the name of your "
                "mail server's key, or make a key here with lab mail dkim-key."
            )
        )
        return notes.found
    signer, records, silent = _key_records(domain, selector, own, ask)
    name = f"{selector}._domainkey.{signer}"
    if silent:
        notes.fix(N_("DNS gave no answer about %(name)s within three seconds."), name=name)
    elif len(records) != 1:
        notes.fix(
            N_("There must be one DKIM record at %(name)s; there are %(count)s."),
            txt(name, own.record) if own else "",
            name=name,
            count=len(records),
        )
    else:
        _check_key(notes, name, published_key(records[0]), own)
    return notes.found


def _check_key(notes: Notes, name: str, published: PublicKey | None, own: PublicKey | None) -> None:
    record = txt(name, own.record) if own else ""
    if published is None:
        notes.fix(N_("The DKIM record at %(name)s holds no usable key."), record, name=name)
    elif own is not None and published != own:
        notes.fix(
            N_("The DKIM record at %(name)s belongs to another key than ours. Write instead:"),
            record,
            name=name,
        )
    elif published.bits < WEAK_BITS:
        notes.fix(N_("The DKIM key has %(bits)s bits; take 2048."), bits=published.bits)
    else:
        if published.bits < GOOD_BITS:
            notes.note(N_("The DKIM key has %(bits)s bits; take 2048."), bits=published.bits)
        notes.right(
            N_("The DKIM key at %(name)s can be used (%(bits)s bits)."),
            name=name,
            bits=published.bits,
        )


def check_dmarc(domain: str, selector: str, own: PublicKey | None, ask: Ask) -> list[Finding]:
    """What receivers do with letters that only pretend to be ours, and that ours pass."""
    notes = Notes(Area.DMARC)
    for at in above(domain):
        found = ask(f"_dmarc.{at}", "TXT")
        records = [text for text in found.values if tags(text).get("v") == "DMARC1"]
        if found.silent:
            notes.fix(
                N_("DNS gave no answer about %(name)s within three seconds."), name=f"_dmarc.{at}"
            )
            return notes.found
        if records:
            _check_policy(notes, domain, at, records)
            signer, keys, _silent = _key_records(domain, selector, own, ask)
            _check_alignment(notes, domain, signer if keys else "", tags(records[0]))
            return notes.found
    notes.fix(
        N_("%(name)s has no DMARC record: anybody can write in its name. Write this one:"),
        txt(f"_dmarc.{domain}", "v=DMARC1; p=reject"),
        name=domain,
    )
    return notes.found


def _check_policy(notes: Notes, domain: str, at: str, records: list[str]) -> None:
    if len(records) > 1:
        notes.fix(
            N_("There are several DMARC records at %(name)s, so none counts. Keep one."),
            name=f"_dmarc.{at}",
        )
        return
    read = tags(records[0])
    policy = (read.get("sp") if at != domain else None) or read.get("p", "")
    if policy in ("reject", "quarantine"):
        notes.right(
            N_("DMARC tells receivers to stop forged letters (%(policy)s, by %(name)s)."),
            policy=policy,
            name=f"_dmarc.{at}",
        )
    elif policy == "none":
        notes.note(
            N_(
                "DMARC only watches (p=none, by %(name)s). When SPF and DKIM are right, go on to "
                "p=reject: then forged answers and invitations are stopped too."
            ),
            name=f"_dmarc.{at}",
        )
    else:
        notes.fix(
            N_("The DMARC record at %(name)s has no policy. Write instead:"),
            txt(f"_dmarc.{at}", "v=DMARC1; p=reject"),
            name=f"_dmarc.{at}",
        )


def _check_alignment(notes: Notes, domain: str, signer: str, read: dict[str, str]) -> None:
    """SPF looks at the envelope, DKIM at d=; both have to name the domain of From."""
    notes.right(
        N_("SPF counts for DMARC: letters come from %(name)s and bounce to %(name)s."), name=domain
    )
    if not signer:
        notes.note(N_("Whether DKIM counts for DMARC is only known with a published key."))
    elif signer == domain:
        notes.right(N_("DKIM counts for DMARC: the signature names %(name)s too."), name=domain)
    elif read.get("adkim", "r") == "s":
        notes.fix(
            N_(
                "DKIM does not count for DMARC: the signature names %(signer)s, and adkim=s wants "
                "%(name)s itself. Take adkim=s out."
            ),
            signer=signer,
            name=domain,
        )
    else:
        notes.right(
            N_("DKIM counts for DMARC: the signature names %(signer)s, the domain above."),
            signer=signer,
        )


def above(domain: str) -> Iterator[str]:
    """The domain and those above it, down to two names."""
    labels = domain.split(".")
    for at in range(max(1, len(labels) - 1)):
        yield ".".join(labels[at:])


def _key_records(
    domain: str, selector: str, own: PublicKey | None, ask: Ask
) -> tuple[str, list[str], bool]:
    """Who signs (our domain, or one above it), the key's records, and whether DNS was silent."""
    for at in ([domain] if own else above(domain)) if selector else ():
        found = ask(f"{selector}._domainkey.{at}", "TXT")
        if found.values or found.silent:
            return at, list(found.values), found.silent
    return domain, [], False
