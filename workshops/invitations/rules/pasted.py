"""Reading a pasted guest list: one person a line, or the way mail programs write recipients."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workshops.core.addresses import normal_address, normal_domain
from workshops.core.text import N_, clean_line
from workshops.invitations.rules.cells import Cells, find_cells

MOST_CHARACTERS = 50_000
ONLY_FOUR = N_("Only name, address, organisation and discipline are read.")
_BETWEEN_WORDS = re.compile(r"[\s,;()<>\[\]\"']+")
_AROUND_NAMES = " ,'-–:*•"
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_]([\w-]*[^\W_])?")


@dataclass(frozen=True)
class PastedGuest:
    """One person read from a line; lines count from 1."""

    line: int
    name: str
    address: str
    organisation: str = ""
    discipline: str = ""


@dataclass(frozen=True)
class PastedFault:
    """What could not be read, and why: a message id with its parameters."""

    line: int
    text: str
    reason: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Pasted:
    """A whole list. A repeated address is counted, not a fault.

    What was read but will not be kept is in `left_out`.
    """

    guests: tuple[PastedGuest, ...]
    faults: tuple[PastedFault, ...]
    repeated: tuple[PastedGuest, ...]
    left_out: tuple[PastedFault, ...] = ()


def read_guests(text: str) -> Pasted:
    """The people and the faults in a pasted text, in the order of its lines."""
    guests: dict[str, PastedGuest] = {}
    faults: list[PastedFault] = []
    repeated: list[PastedGuest] = []
    left_out: list[PastedFault] = []
    for number, line in enumerate(text[:MOST_CHARACTERS].splitlines(), start=1):
        cells = find_cells(line)
        if cells and (more := " · ".join(cells.more)):
            left_out.append(PastedFault(number, more, ONLY_FOUR))
        for read in [_in_cells(number, line, cells)] if cells else _one_by_one(number, line):
            if isinstance(read, PastedFault):
                faults.append(read)
            elif read.address in guests:
                repeated.append(read)
            else:
                guests[read.address] = read
    return Pasted(tuple(guests.values()), tuple(faults), tuple(repeated), tuple(left_out))


def is_address(address: str) -> bool:
    """Whether a text has the form of an e-mail address that can be written to."""
    local, at, domain = address.rpartition("@")
    labels = domain.split(".")
    return bool(
        at
        and len(address) <= 254
        and len(local) <= 64
        and _LOCAL.fullmatch(local)
        and len(labels) > 1
        and all(len(label) <= 63 and _LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )


def _one_by_one(number: int, line: str) -> Iterator[PastedGuest | PastedFault]:
    return (_read(number, piece) for piece in _pieces(line))


def _in_cells(number: int, line: str, cells: Cells) -> PastedGuest | PastedFault:
    read = _read(number, f"{cells.name} <{cells.address}>")
    if isinstance(read, PastedFault):
        return replace(read, text=clean_line(line))
    return replace(read, organisation=cells.organisation, discipline=cells.discipline)


def _pieces(line: str) -> Iterator[str]:
    """The persons on one line. A comma ends one only after an address: "Holm, Anne <a@b.dk>"."""
    began, quoted, addressed = 0, False, False
    for place, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        addressed = addressed or char == "@"
        ends = char == ";" or (char == "," and addressed)
        if ends and not quoted:
            yield from _kept(line[began:place])
            began, addressed = place + 1, False
    yield from _kept(line[began:])


def _kept(piece: str) -> Iterator[str]:
    cleaned = clean_line(piece).strip(" ,")
    if cleaned:
        yield cleaned


def _read(line: int, piece: str) -> PastedGuest | PastedFault:
    boxed = _boxed(piece)
    if boxed:
        name, address = boxed
    else:
        words = [word for word in _BETWEEN_WORDS.split(piece) if _has_at(word)]
        if not words:
            return PastedFault(line, piece, N_("There is no e-mail address here."))
        if len(words) > 1:
            return PastedFault(line, piece, N_("There are two addresses here; put each on a line."))
        address = words[0]
        name = piece.replace(address, " ")
    address = normal_address(address)
    if not address.isascii() and normal_domain(address.rpartition("@")[2]).isascii():
        return PastedFault(line, piece, N_("Only a to z, digits and signs can stand before the @."))
    if not is_address(address):
        reason = N_("“%(address)s” is not an e-mail address.")
        return PastedFault(line, piece, reason, {"address": address})
    return PastedGuest(line, _name(name, address), address)


def _has_at(word: str) -> bool:
    """Whether a word is an address, also as `mailto:` writes one."""
    return "@" in word or (word[:7].lower() == "mailto:" and "%40" in word)


def _boxed(piece: str) -> tuple[str, str] | None:
    """The name and the address in angle brackets that end a line; None where there are none."""
    inside = piece.rstrip(" ,.")
    name, opened, address = inside[:-1].rpartition("<")
    if not (opened and inside.endswith(">")) or ">" in address:
        return None
    return name, address.strip()


def _name(raw: str, address: str) -> str:
    """A person's name: "Holm, Anne" turned round, quotes gone, made from the address if empty.

    What stands in brackets after it, an office or initials, stays there.
    """
    bare = _without_marks(raw)
    if not bare or "@" in bare:
        words = re.split(r"[._-]+", address.partition("@")[0])
        return " ".join(word.capitalize() for word in words if word)[:200] or address
    name, opened, office = bare.partition(" (")
    last, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        name = f"{first.strip()} {last.strip()}"
    return f"{name}{opened}{office}"[:200]


def _without_marks(raw: str) -> str:
    """A name without quotes, marks of a list, and brackets that hold nothing or have no other."""
    bare = clean_line(re.sub(r"[\"<>\[\]]|\bmailto:", " ", raw))
    bare = bare.replace("( )", " ").replace("()", " ").strip(_AROUND_NAMES)
    enclosed = bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1
    if enclosed or bare.count("(") != bare.count(")"):
        bare = bare.strip("()")
    return clean_line(bare).strip(_AROUND_NAMES)
