"""What in a note could tell who somebody is.

A CPR number may not be kept at all. Telephone, e-mail, address and names are pointed out, and
whoever writes says that they have checked: a text that is only probably personal is not refused.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from operator import attrgetter

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.expectations.rules.names import (
    FIRST_NAMES,
    PUBLIC_WORDS,
    SURNAME_ENDINGS,
    UNSURE_NAMES,
)

LOOK_BACK = 24
REPLACEMENT_DAYS = 60  # a replacement CPR number has 60 added to its day


class Personal(Worded):
    """The kinds of personal data that are looked for, the surest first."""

    CPR = "cpr", N_("CPR number")
    EMAIL = "email", N_("E-mail address")
    PHONE = "phone", N_("Telephone number")
    ADDRESS = "address", N_("Street address")
    NAME = "name", N_("Name of a person")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text."""

    kind: Personal
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, with what was found in it or None."""

    text: str
    kind: Personal | None


_CPR = re.compile(
    r"(?<!\d)(?<!\d[.-])(\d{2})[ ./-]?(\d{2})[ ./-]?(\d{2})(?:\s?[-–/.]\s?|\s)?(\d{4})(?![\d])"
)
_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\]|\(a\)|\bsnabel-?a\b)\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)45[ -]?)?"
    r"(?:[2-9]\d[ .-]\d{2}[ .-]\d{2}[ .-]\d{2}|[2-9]\d{3}[ -]\d{4}|[2-9]\d{7})(?![\w-])"
    r"|(?<![\w+])(?:\+|00)[1-9]\d{0,2}[ -]?(?:\(0\))?\d(?:[ -]?\d){6,12}(?!\d)"
)
_DATED = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_BUSINESS = re.compile(r"(?:cvr|sagsnr|sag|j\.?nr|journalnr|ean|case|p-nr)\W*+(?:nr|no)?\W*$", re.I)
_WORD = r"(?<![\w'’-])[A-ZÆØÅÉÜÖÄ][\w'’-]{0,40}[\wæøå]"
_STREET = (
    r"(?:vej|vejen|gade|gaden|allé|alle|alléen|stræde|strædet|torv|torvet|plads|pladsen|boulevard"
    r"|vænget|vænge|parken|park|vang|vangen|haven|bakken|bakke|toften|stien|sti|gården|kaj|brygge"
    r"|løkken|marken|lunden|krogen|ager|ageren|skrænten|kvarter)"
)
_ADDRESS = re.compile(
    rf"(?:{_WORD}\s{{1,3}}|\b[A-ZÆØÅ]\.\s?){{0,4}}"
    rf"(?:(?<![\w'-])[A-ZÆØÅ][\w'-]{{0,40}}{_STREET}|{_WORD}\s+(?i:{_STREET}))\s+(?:nr\.?\s*)?\d{{1,3}}\s?[A-Za-z]?\b"
    rf"|\b\d{{1,4}}[A-Za-z]?\s+(?:{_WORD}\s+){{1,4}}(?:Street|Road|Avenue|Lane|Drive|Close|Crescent)\b"
)
_KIN = (
    r"mor|far|søn|datter|kone|mand|kæreste|bror|søster|nabo|sagsbehandler|læge|veninde|ven|chef"
    r"|kollega|mormor|morfar|farmor|farfar|tante|onkel|barn|lærer|hjemmehjælper|sygeplejerske"
    r"|mother|father|son|daughter|wife|husband|brother|sister|neighbour|neighbor|caseworker|doctor"
    r"|friend|boss|colleague|teacher|nurse|partner|mum|dad|aunt|uncle|grandmother|grandfather"
)
_AFTER_KIN = re.compile(
    rf"\b(?i:min|mit|vores|hans|hendes|deres|din|my|our|his|her|their|your)\s+(?:{_KIN}),?\s+"
    rf"({_WORD}(?:\s+{_WORD}){{0,4}})"
)
_AFTER_GREETING = re.compile(
    r"\b(?i:jeg hedder|mit navn er|hun hedder|han hedder|kaldes|my name is|her name is|his name is"
    r"|is called|hilsen|mvh\.?|regards,?|kære|hej|dear|hi|hello|hr\.|fru|frøken|mr\.?|mrs\.?|ms\.?"
    rf"|dr\.)[,:]?\s+({_WORD}(?:\s+{_WORD}){{0,4}})"
)
_RUN = re.compile(rf"{_WORD}(?:\s+(?:(?:van|von|de|el|al|af|bin)\s+)?{_WORD}){{0,5}}")
_OPENING = tuple('.!?:;•"“”»(–-')


def find_personal_data(text: str) -> list[Finding]:
    """Every place that could tell who somebody is, in order; none overlaps another."""
    found: list[Finding] = []
    for finding in _all(text):
        after = bisect_left(found, finding.end, key=attrgetter("start"))
        if not after or found[after - 1].end <= finding.start:
            found.insert(after, finding)
    return found


def has_cpr(findings: Sequence[Finding]) -> bool:
    """Whether a CPR number is among them, which may not be kept."""
    return any(finding.kind is Personal.CPR for finding in findings)


def fingerprint(findings: Sequence[Finding]) -> str:
    """A short word for what was found, to see whether it is what somebody has checked."""
    said = "\n".join(f"{finding.kind}:{finding.text}" for finding in findings)
    return sha256(said.encode()).hexdigest()[:16] if findings else ""


def pieces(text: str, findings: Sequence[Finding]) -> Iterator[Piece]:
    """The text in parts, with what was found marked."""
    at = 0
    for finding in findings:
        if finding.start > at:
            yield Piece(text[at : finding.start], None)
        yield Piece(finding.text, finding.kind)
        at = finding.end
    if at < len(text):
        yield Piece(text[at:], None)


def _all(text: str) -> Iterator[Finding]:
    """Everything found, the surest kind first."""
    for kind, places in (
        (Personal.CPR, _cpr(text)),
        (Personal.EMAIL, (found.span() for found in _EMAIL.finditer(text))),
        (Personal.PHONE, _phones(text)),
        (Personal.ADDRESS, (found.span() for found in _ADDRESS.finditer(text))),
        (Personal.NAME, _names(text)),
    ):
        for start, end in places:
            yield Finding(kind, start, end, text[start:end])


def _cpr(text: str) -> Iterator[tuple[int, int]]:
    for found in _CPR.finditer(text):
        day, month, year = (int(found[part]) for part in (1, 2, 3))
        if _is_day(day if day <= REPLACEMENT_DAYS else day - REPLACEMENT_DAYS, month, year):
            yield found.span()


def _is_day(day: int, month: int, year: int) -> bool:
    """Whether such a day was in the year, in this century or the last."""
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for found in _PHONE.finditer(text):
        if not _DATED.fullmatch(found[0]) and not _BUSINESS.search(_before(text, found)):
            yield found.span()


def _before(text: str, found: re.Match[str]) -> str:
    """The few characters in front of a match."""
    return text[max(0, found.start() - LOOK_BACK) : found.start()]


def _names(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_AFTER_KIN, _AFTER_GREETING):
        for found in pattern.finditer(text):
            if not _public(found[1].split()[0]):
                yield found.span(1)
    for found in _RUN.finditer(text):
        yield from _in_run(text, found)


def _in_run(text: str, found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Names in a run of words with a capital letter: "Inger", "Inger Holm", "Quentin Blakey"."""
    words = [(m.start() + found.start(), m[0]) for m in re.finditer(r"\S+", found[0])]
    opens = _opens(_before(text, found))
    for place, (start, word) in enumerate(words):
        after = [each for _at, each in words[place + 1 :]]
        if _is_name(word, after, opens=opens and place == 0):
            yield start, found.end() if not any(map(_public, after)) else start + len(word)
            return


def _opens(before: str) -> bool:
    """Whether a sentence begins behind these characters: there, a capital letter says little."""
    said = before.rstrip()
    return not said or "\n" in before[len(said) :] or said.endswith(_OPENING)


def _is_name(word: str, after: Sequence[str], *, opens: bool) -> bool:
    plain = re.sub(r"(?:['’]s|s['’])$", "", word)
    paired = bool(after) and not _public(after[0]) and not _public(word)
    if plain in FIRST_NAMES | UNSURE_NAMES or plain.removesuffix("s") in FIRST_NAMES:
        return plain not in UNSURE_NAMES or paired
    surname = bool(after) and after[0].removesuffix("s").lower().endswith(SURNAME_ENDINGS)
    return paired and (surname or not opens) and not word.isupper() and not after[0].isupper()


def _public(word: str) -> bool:
    """Whether a word belongs to public life rather than to a person."""
    plain = re.sub(r"(?:['’]s|s['’]|['’])$", "", word).lower()
    ending = plain.endswith(
        (
            "kommune",
            "kommunen",
            "styrelsen",
            "ministeriet",
            "rådet",
            "service",
            "centret",
            "kontoret",
        )
    )
    return plain in PUBLIC_WORDS or ending
