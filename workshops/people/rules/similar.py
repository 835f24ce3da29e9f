"""Which persons look like the same one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

ALIKE = 92
ALIKE_AT_ONE_PLACE = 84
MOST_IN_A_BLOCK = 1500
_SPELLINGS = (
    *(("ch", "k"), ("ph", "f"), ("th", "t"), ("c", "k"), ("w", "v"), ("z", "s"), ("y", "i")),
    *(("oe", "ø"), ("ae", "æ"), ("-", " ")),
)


@dataclass(frozen=True)
class Entry:
    """What is compared of a person; `name` is folded."""

    id: int
    name: str
    email: str | None
    organisation_id: int | None


@dataclass(frozen=True)
class Pair:
    """Two that look alike, the lower number first; `score` is 0 to 100."""

    first_id: int
    second_id: int
    score: int
    same_mailbox: bool


def find_pairs(entries: Sequence[Entry]) -> list[Pair]:
    """Pairs that may be one person, the likeliest first.

    Only those who share the beginning of a last name, or of a first name and the last letter, or
    a mailbox, are compared, so that ten thousand persons take seconds.
    """
    found: dict[tuple[int, int], Pair] = {}
    for block in _blocks(entries):
        for one, other in combinations(block, 2):
            first, second = (one, other) if one.id < other.id else (other, one)
            if (first.id, second.id) not in found:
                pair = _compare(first, second)
                if pair is not None:
                    found[(first.id, second.id)] = pair
    return sorted(found.values(), key=lambda p: (-p.score, p.first_id, p.second_id))


def mailbox(email: str | None) -> str:
    """Where mail to an address ends up: without what follows a plus, without dots before the @."""
    local, _, domain = (email or "").partition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}" if domain else ""


@dataclass(frozen=True, slots=True)
class _Key:
    """An entry made ready for many comparisons."""

    id: int
    sound: str
    box: str
    place: int | None


def _compare(first: _Key, second: _Key) -> Pair | None:
    if first.box and first.box == second.box:
        return Pair(first.id, second.id, 100, True)
    together = first.place is not None and first.place == second.place
    least = ALIKE_AT_ONE_PLACE if together else ALIKE
    score = fuzz.ratio(first.sound, second.sound, score_cutoff=least)
    return Pair(first.id, second.id, round(score), False) if score else None


def _sound(name: str) -> str:
    """`name` with the spellings that Danes mix up made one: Christian, Kristian."""
    for written, heard in _SPELLINGS:
        name = name.replace(written, heard)
    return name


def _blocks(entries: Sequence[Entry]) -> Iterable[list[_Key]]:
    blocks: dict[tuple[str, str], list[_Key]] = defaultdict(list)
    for entry in entries:
        key = _Key(entry.id, _sound(entry.name), mailbox(entry.email), entry.organisation_id)
        words = key.sound.split() or [""]
        blocks["last", words[0][:1] + words[-1][:4]].append(key)
        blocks["first", words[0][:4] + words[-1][-1:]].append(key)
        if key.box:
            blocks["mail", key.box].append(key)
    return (block[:MOST_IN_A_BLOCK] for block in blocks.values() if len(block) > 1)
