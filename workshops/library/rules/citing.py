"""How an entry is cited, in Danish and in English."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from workshops.search.models import EntryKind

_KINDS = {
    "da": {
        EntryKind.EXPERIMENT: "Forsøg",
        EntryKind.THEME: "Forventning",
        EntryKind.METHOD: "Metode",
        EntryKind.DELIVERABLE: "Leverance",
    },
    "en": {
        EntryKind.EXPERIMENT: "Experiment",
        EntryKind.THEME: "Expectation",
        EntryKind.METHOD: "Method",
        EntryKind.DELIVERABLE: "Deliverable",
    },
}
_MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True)
class Cited:
    """What a citation is made of."""

    kind: EntryKind
    title: str
    agency: str
    happened_on: date
    evidence_level: int | None
    address: str


def citation(cited: Cited, language: str, read_on: date) -> str:
    """One line of reference list: who, year, title, what it is, where, when it was read."""
    return _FORMS[language](cited, _day(cited.happened_on, language), _day(read_on, language))


def _danish(cited: Cited, happened: str, read: str) -> str:
    parts = [_KINDS["da"][cited.kind]]
    if cited.evidence_level:
        parts.append(f"evidensniveau {cited.evidence_level} af 5")
    parts.append(happened)
    who = (
        f"{cited.agency} og innovationslaboratoriet" if cited.agency else "Innovationslaboratoriet"
    )
    return (
        f"{who} ({cited.happened_on.year}): »{cited.title}«. {', '.join(parts)}. "
        f"{cited.address} (læst {read})."
    )


def _english(cited: Cited, happened: str, read: str) -> str:
    parts = [_KINDS["en"][cited.kind]]
    if cited.evidence_level:
        parts.append(f"evidence level {cited.evidence_level} of 5")
    parts.append(happened)
    lab = "the innovation lab"
    who = f"{cited.agency} and {lab}" if cited.agency else lab.capitalize()
    return (
        f"{who} ({cited.happened_on.year}): “{cited.title}”. {', '.join(parts)}. "
        f"{cited.address} (read {read})."
    )


_FORMS: dict[str, Callable[[Cited, str, str], str]] = {"da": _danish, "en": _english}


def _day(day: date, language: str) -> str:
    month = _MONTHS[language].split()[day.month - 1]
    return f"{day.day}{'.' if language == 'da' else ''} {month} {day.year}"
