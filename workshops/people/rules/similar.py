"""Which persons look like the same one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

ALIKE = 92
ALIKE_AT_ONE_PLACE = 84
MOST_IN_A_BLOCK = 1500


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


def _compare(first: Entry, second: Entry) -> Pair | None:
    same = bool(first.email) and mailbox(first.email) == mailbox(second.email)
    together = first.organisation_id is not None
    together = together and first.organisation_id == second.organisation_id
    least = 0 if same else ALIKE_AT_ONE_PLACE if together else ALIKE
    score = fuzz.ratio(first.name, second.name, score_cutoff=least)
    if score < least or (not same and score == 0):
        return None
    return Pair(first.id, second.id, 100 if same else round(score), same)


def _blocks(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    blocks: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        words = entry.name.split() or [""]
        blocks["last", words[0][:1] + words[-1][:4]].append(entry)
        blocks["first", words[0][:4] + words[-1][-1:]].append(entry)
        if box := mailbox(entry.email):
            blocks["mail", box].append(entry)
    return (block[:MOST_IN_A_BLOCK] for block in blocks.values() if len(block) > 1)
