"""What people type in one line: "Check-in 15", "4 flip charts"."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from workshops.planning.models import BlockKind

DEFAULT_MINUTES = 30
LONGEST_MINUTES = 720
_HOURS = re.compile(r"^(?P<title>.*\S)\s+(?P<hours>\d{1,2})[:.](?P<minutes>[0-5]\d)$")
_MINUTES = re.compile(
    r"^(?P<title>.*\S)\s+(?P<minutes>\d{1,3})\s*(?:m|min|min\.|minutes|minutter)?$", re.IGNORECASE
)
_QUANTITY = re.compile(r"^(?P<quantity>\d{1,5})(?:\s*[x×])?\s+(?P<name>\S.*)$", re.IGNORECASE)
_KINDS: tuple[tuple["re.Pattern[str]", BlockKind], ...] = (
    (re.compile(r"check[- ]?in|indtjek|velkom|welcome", re.I), BlockKind.CHECK_IN),
    (re.compile(r"check[- ]?(out|ud)|udtjek|afslut|farvel|closing", re.I), BlockKind.CHECK_OUT),
    (re.compile(r"pause|break|frokost|lunch|kaffe|coffee", re.I), BlockKind.BREAK),
    (re.compile(r"grupp|group", re.I), BlockKind.GROUP),
    (re.compile(r"plenum|plenary|fælles", re.I), BlockKind.PLENARY),
    (re.compile(r"test|afprøv", re.I), BlockKind.TEST),
    (re.compile(r"oplæg|talk|intro|præsent|present", re.I), BlockKind.TALK),
)


def block(line: str) -> tuple[str, int]:
    """Title and minutes of a block typed as "Check-in 15", "Lunch 1:00" or just "Talk"."""
    whole = _HOURS.match(line)
    if whole:
        minutes = int(whole["hours"]) * 60 + int(whole["minutes"])
        return whole["title"], min(max(minutes, 1), LONGEST_MINUTES)
    found = _MINUTES.match(line)
    if found and int(found["minutes"]):
        return found["title"], min(int(found["minutes"]), LONGEST_MINUTES)
    return line, DEFAULT_MINUTES


def kind(title: str) -> BlockKind:
    """What kind of block a title suggests; an exercise when it suggests nothing."""
    for pattern, suggested in _KINDS:
        if pattern.search(title):
            return suggested
    return BlockKind.EXERCISE


def materials(text: str) -> list[dict[str, Any]]:
    """Materials typed one a line: "4 flip charts" is four, "Tape" is one."""
    found = []
    for line in filter(None, (" ".join(raw.split()) for raw in text.splitlines())):
        match = _QUANTITY.match(line)
        name, quantity = (match["name"], int(match["quantity"])) if match else (line, 1)
        found.append({"name": name[:120], "quantity": quantity})
    return found


def materials_text(items: Iterable[dict[str, Any]]) -> str:
    """Materials as they are typed, one a line."""
    return "\n".join(f"{item['quantity']} {item['name']}" for item in items)


def summed(lists: Iterable[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Materials of several blocks added up by name, in the order they first come."""
    total: dict[str, dict[str, Any]] = {}
    for item in (item for items in lists for item in items):
        entry = total.setdefault(item["name"].casefold(), {"name": item["name"], "quantity": 0})
        entry["quantity"] += item["quantity"]
    return list(total.values())
