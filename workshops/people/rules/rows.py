"""One row of an imported list: what it says of a person, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import available_timezones

from rapidfuzz import process

from workshops.core.text import N_, clean_line, fold
from workshops.people.rules.columns import contact_word
from workshops.people.rules.contact import proper_email

LONGEST = {"name": 200, "phone": 40, "role_title": 200}
LIKE_ENOUGH = 80
_ZONES = frozenset(available_timezones())
_LANGUAGE_WORDS = {"dansk": "da", "danish": "da", "engelsk": "en", "english": "en"}
BEFORE_LEVEL = " :="
LEVELS = ("0", "1", "2", "3", "4")
LONGEST_NAME = 200


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell. `row` is the line's number in the list, the header being 1.

    `rule` is a message id, `params` fill its places.
    """

    row: int
    column: str
    value: str
    rule: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What names in a list can stand for: folded names to numbers of the database.

    `spelled` gives a folded name as it is written.
    """

    organisations: Mapping[str, int]
    disciplines: Mapping[str, int]
    skills: Mapping[str, int]
    spelled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RowRead:
    """What a row says: values by field, only of filled cells; or faults."""

    row: int
    values: dict[str, Any]
    faults: list[Fault]


class _Wrong(Exception):
    def __init__(self, rule: str, **params: object) -> None:
        super().__init__(rule)
        self.rule, self.params = rule, params


def read_row(row: int, cells: Sequence[str], mapping: Mapping[str, int], known: Known) -> RowRead:
    """Read one row. An empty cell says nothing, but a name is needed."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    said = {
        name: clean_line(cells[column]) if column < len(cells) else ""
        for name, column in mapping.items()
    }
    said["name"] = whole_name(said.get("name", ""), said.pop("last_name", ""))
    for name, text in said.items():
        if not text and name != "name":
            continue
        try:
            key, value = _read(name, text, known)
            values[key] = value
        except _Wrong as wrong:
            faults.append(Fault(row, name, text, wrong.rule, wrong.params))
    return RowRead(row, values, faults)


def whole_name(name: str, last: str) -> str:
    """A name of two columns in one; a last name that the first one has already stands once."""
    if last and f" {fold(name)}".endswith(f" {fold(last)}"):
        return name
    return f"{name} {last}".strip()


def _read(name: str, text: str, known: Known) -> tuple[str, Any]:
    if name in LONGEST:
        return name, _line(name, text)
    if name == "organisation":
        return "organisation_id", _found(text, known.organisations, known.spelled)
    if name == "discipline":
        return "discipline_id", _found(text, known.disciplines, known.spelled)
    if name == "skills":
        return name, _skills(text, known)
    return name, _PLAIN[name](text)


def _email(text: str) -> str:
    email = proper_email(text)
    if email is None:
        raise _Wrong(N_("This is not an e-mail address."))
    return email


def _zone(text: str) -> str:
    if text not in _ZONES:
        raise _Wrong(N_("This is not a time zone in the form Europe/Copenhagen."))
    return text


def _contact(text: str) -> str:
    word = contact_word(text)
    if word is None:
        raise _Wrong(N_("Write e-mail, telephone or invitations only."))
    return word


def _line(name: str, text: str) -> str:
    if not text:
        raise _Wrong(N_("A name is missing."))
    if len(text) > LONGEST[name]:
        raise _Wrong(N_("Use at most %(most)s characters."), most=LONGEST[name])
    return text


def _found(text: str, known: Mapping[str, int], spelled: Mapping[str, str]) -> int:
    if len(text) > LONGEST_NAME:
        raise _Wrong(N_("There is none of this name."))
    number = known.get(fold(text))
    if number is not None:
        return number
    near = process.extractOne(fold(text), list(known), score_cutoff=LIKE_ENOUGH)
    if near is None:
        raise _Wrong(N_("There is none of this name."))
    raise _Wrong(
        N_("There is none of this name; did you mean '%(near)s'?"),
        near=spelled.get(near[0], near[0]),
    )


def _languages(text: str) -> list[str]:
    codes = []
    for word in re.split(r"[,;/\s]+", fold(text)):
        code = _LANGUAGE_WORDS.get(word, word)
        if not re.fullmatch(r"[a-z]{2}", code):
            raise _Wrong(N_("Write languages as codes of two letters, for example da, en."))
        codes.append(code)
    if codes[0] not in ("da", "en"):
        raise _Wrong(N_("The first language is that of letters: da or en."))
    return list(dict.fromkeys(codes))


def _skills(text: str, known: Known) -> dict[int, int]:
    levels = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        before, level = part[:-1], part[-1]
        name = before.rstrip(BEFORE_LEVEL)
        if level not in LEVELS or not name or name == before:
            raise _Wrong(N_("Write skills with a level from 0 to 4, for example Surveys 3."))
        levels[_found(name, known.skills, known.spelled)] = int(level)
    return {number: level for number, level in levels.items() if level}


_PLAIN: Mapping[str, Callable[[str], Any]] = {
    "email": _email,
    "languages": _languages,
    "timezone": _zone,
    "contact_preference": _contact,
}
