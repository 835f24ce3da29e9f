"""One Authentication-Results header (RFC 8601 2.2), each of its results read for itself.

What one result holds that we do not know takes nothing from those beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_RESULTS = 1000
_METHOD = re.compile(r"([a-z0-9-]+) ?(?:/ ?([0-9]+) ?)?= ?([a-z0-9-]+)(?: |$)")
_PROPERTY = re.compile(
    r'(?:([a-z]+) ?\. ?)?([a-z0-9-]+) ?=(?: (?![a-z]+ ?\. ?[a-z0-9-]+ ?=))?((?:"[^"]*"|[^\s"])*)'
    r'|"[^"]*"|[^\s"]+'
)
_FAILING = re.compile(r"\bdmarc ?(?:/ ?[0-9]+ ?)?= ?fail\b")


@dataclass(frozen=True)
class Result:
    """What one method found. `properties` as "header.from"; everything in lower case."""

    method: str
    result: str
    properties: Mapping[str, str]


@dataclass(frozen=True)
class Results:
    """What one server wrote. `author` is its name, empty where it writes none, None if unclear.

    `hidden_failure`: something in it cannot be read, and it speaks of a failing DMARC.
    """

    author: str | None
    found: tuple[Result, ...]
    hidden_failure: bool


def read_results(text: str) -> Results:
    """A header's value on one line, with white space as single spaces. Linear in its length."""
    lowered = text.lower()
    pieces, balanced = _cut(lowered)
    author, known = _author(pieces[0])
    rest = pieces if author == "" else pieces[1:]
    wanted = [piece for piece in rest if piece not in ("", "none")]
    found = [_result(piece) for piece in wanted] if balanced and known else [None]
    failing = any(_FAILING.search(each) for each in (lowered, ";".join(pieces)))
    return Results(author, tuple(filter(None, found)), None in found and failing)


def _cut(text: str) -> tuple[list[str], bool]:
    """The pieces between semicolons without comments, and whether all that begins has an end."""
    if text.count(";") > MOST_RESULTS:
        return [text.partition(";")[0].strip()], False
    pieces: list[list[str]] = [[]]
    depth, quoted, escaped, whole = 0, False, False, True
    for char in text:
        if escaped or (char == "\\" and (quoted or depth)):
            escaped = not escaped
        elif char == '"' and not depth:
            quoted = not quoted
            pieces[-1].append(char)
        elif char in "()" and not quoted:
            whole = whole and (depth > 0 or char == "(")
            depth = depth + 1 if char == "(" else max(depth - 1, 0)
            pieces[-1].append(" ")
        elif char == ";" and not quoted and not depth:
            pieces.append([])
        elif not depth:
            pieces[-1].append(char)
    tidy = [" ".join("".join(piece).split()) for piece in pieces]
    return tidy, whole and not depth and not quoted


def _author(piece: str) -> tuple[str | None, bool]:
    """Who wrote the header, and whether we know its version. One may begin with a result."""
    if _METHOD.match(piece):
        return "", True
    name, _space, version = piece.partition(" ")
    return name.strip('"') or None, version in ("", "1")


def _result(piece: str) -> Result | None:
    """One result; None where it breaks the grammar or has a version that we do not know."""
    method = _METHOD.match(piece)
    if method is None or method[2] not in (None, "1"):
        return None
    rest = _PROPERTY.finditer(piece, method.end())
    properties = {f"{each[1]}.{each[2]}": each[3].replace('"', "") for each in rest if each[1]}
    return Result(method[1], method[3], properties)
