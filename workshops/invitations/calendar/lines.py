"""A calendar file as plain lines by component, read within limits; values are not interpreted."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from icalendar.parser import Contentline

MOST_BYTES = 256 * 1024
MOST_LINES = 10_000
MOST_CHARACTERS = 8_000
DEEPEST = 6
_FOLD = re.compile(r"\n[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]{1,60}(?=[;:])")


class Unreadable(ValueError):
    """The bytes are no calendar file, or one that is too large or ambiguous."""


@dataclass(frozen=True)
class Line:
    """One property: its name in capitals, parameters in capitals, value as written."""

    name: str
    params: Mapping[str, Sequence[str]]
    value: str

    def param(self, name: str) -> str:
        """The first value of a parameter, or nothing."""
        return next(iter(self.params.get(name, ())), "")


@dataclass
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    parts: list["Component"] = field(default_factory=list)

    def named(self, name: str) -> list["Component"]:
        """The components of one name right inside this one."""
        return [part for part in self.parts if part.name == name]

    def all(self, name: str) -> list[Line]:
        """Every property of a name. Raises Unreadable for one that is not well formed."""
        return [_parsed(line) for line in self.lines.get(name, ())]

    def one(self, name: str) -> Line | None:
        """The property of a name, which may not stand there twice."""
        found = self.all(name)
        if len(found) > 1:
            raise Unreadable(name)
        return found[0] if found else None


def read(content: bytes) -> Component:
    """The one calendar in a file. Raises Unreadable.

    Lines may end in CRLF or LF, be folded or not, and begin with a byte order mark.
    """
    if len(content) > MOST_BYTES or content.count(b"\n") > MOST_LINES:
        raise Unreadable("size")
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    root = Component("")
    open_ = [root]
    for line in _FOLD.sub("", text).split("\n"):
        _take(open_, line)
    if len(open_) > 1 or len(root.named("VCALENDAR")) != 1:
        raise Unreadable("calendar")
    return root.named("VCALENDAR")[0]


def _decoded(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _take(open_: list[Component], line: str) -> None:
    """Put one line where it belongs."""
    found = _NAME.match(line)
    if found is None:
        return
    name = found[0].upper()
    if name == "BEGIN":
        made = Component(line[6:].strip().upper())
        open_[-1].parts.append(made)
        open_.append(made)
        if len(open_) > DEEPEST:
            raise Unreadable("depth")
    elif name == "END":
        if len(open_) < 2 or open_[-1].name != line[4:].strip().upper():
            raise Unreadable("end")
        open_.pop()
    else:
        open_[-1].lines[name].append(line[:MOST_CHARACTERS])


def _parsed(line: str) -> Line:
    content: Any = Contentline
    name, params, value = content(line.strip()).parts()
    listed = {
        key.upper(): [values] if isinstance(values, str) else [str(each) for each in values]
        for key, values in params.items()
    }
    return Line(str(name).upper(), listed, str(value).strip())
