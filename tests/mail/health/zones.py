"""DNS for tests: a table in the process, and a real server that answers from it."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from workshops.mail.health.dns import Ask, Records, txt

DOMAIN = "rsvp.lab.dk"
RIGHT = {
    (DOMAIN, "MX"): ["10 mail.lab.dk"],
    ("mail.lab.dk", "A"): ["198.51.100.7"],
    ("lab.dk", "A"): ["198.51.100.8"],
    (DOMAIN, "TXT"): ["v=spf1 a:mail.lab.dk -all", "other=1"],
    (f"_dmarc.{DOMAIN}", "TXT"): ["v=DMARC1; p=reject"],
}
Zone = Mapping[tuple[str, str], list[str]]


def table(zone: Zone, silent: tuple[str, ...] = ()) -> Ask:
    """A function that answers from a table, and is silent about some names."""

    def ask(name: str, kind: str) -> Records:
        return Records(tuple(zone.get((name, kind), ())), name in silent)

    return ask


@contextmanager
def server(zone: Zone, silent: tuple[str, ...] = ()) -> Iterator[str]:
    """A DNS server on this machine; its address with port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(listening, zone, silent), daemon=True)
        thread.start()
        address = "{}:{}".format(*listening.getsockname())
        try:
            yield address
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", listening.getsockname())
            thread.join()


def _written(value: str, kind: str) -> str:
    """A record as zone files have it."""
    if kind == "TXT":
        return txt("", value).removeprefix(". TXT ")
    return f"{value}." if kind == "MX" else value


def _serve(listening: socket.socket, zone: Zone, silent: tuple[str, ...]) -> None:
    while True:
        raw, asker = listening.recvfrom(4096)
        if not raw:
            return
        question = dns.message.from_wire(raw).question[0]
        name = question.name.to_text(omit_final_dot=True)
        if name in silent:
            continue
        reply = dns.message.make_response(dns.message.from_wire(raw))
        reply.flags |= dns.flags.RA
        kind = question.rdtype.name
        values = [_written(value, kind) for value in zone.get((name, kind), ())]
        if values:
            reply.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, values))
        elif not any(known == name for known, _kind in zone):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        listening.sendto(reply.to_wire(), asker)
