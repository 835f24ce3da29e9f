"""The columns of a list of people: in what order, and by which headings they are known."""

import re
from collections.abc import Mapping, Sequence

from workshops.core.text import fold

COLUMNS = (
    "name",
    "email",
    "phone",
    "organisation",
    "role_title",
    "discipline",
    "languages",
    "skills",
    "timezone",
    "contact_preference",
)
READ = ("name", "last_name", *COLUMNS[1:])
FIRST_NAMES = ("first name", "first names", "given name", "forename", "fornavn", "fornavne")
LAST_NAMES = ("last name", "surname", "family name", "efternavn", "efternavne", "familienavn")
HEADINGS: Mapping[str, Sequence[str]] = {
    "name": ("full name", "fulde navn", "name", "navn", "person", "deltager", *FIRST_NAMES),
    "last_name": LAST_NAMES,
    "email": ("e-mail", "email", "mail", "e-mail address", "mailadresse", "e-mailadresse"),
    "phone": ("telephone", "phone", "mobile", "telefon", "mobil", "tlf", "telefonnummer"),
    "organisation": (
        *("organisation", "organization", "agency", "employer"),
        *("myndighed", "arbejdssted", "kommune", "styrelse", "virksomhed"),
    ),
    "role_title": ("role title", "title", "role", "job title", "titel", "stilling", "rolle"),
    "discipline": (
        *("discipline or voice", "discipline", "profession"),
        *("fag eller stemme", "fag", "faglighed", "disciplin"),
    ),
    "languages": ("languages", "language", "sprog"),
    "skills": ("skills", "skill", "competences", "kompetencer", "færdigheder", "kompetence"),
    "timezone": ("time zone", "timezone", "tidszone"),
    "contact_preference": ("contact", "contact preference", "kontakt", "kontaktform"),
}
LOOKED_AT = 20
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_PHONE = re.compile(r"\+?[\d ().-]{6,40}")
_NAME = re.compile(r"[^\d@]{2,200}")
CONTACT_WORDS: Mapping[str, Sequence[str]] = {
    "mail": ("by e-mail", "e-mail", "mail", "pr. e-mail"),
    "phone": ("by telephone", "telephone", "phone", "pr. telefon", "telefon"),
    "invitations_only": ("invitations only", "invitations_only", "kun invitationer"),
}


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by the words of the header in either language; each used once."""
    plain = [_plain(heading) for heading in header]
    found: dict[str, int] = {}
    for field in READ:
        for heading in HEADINGS[field]:
            known = _plain(heading)
            if known in plain and plain.index(known) not in found.values():
                found[field] = plain.index(known)
                break
    whole = "name" in found and plain[found["name"]] not in map(_plain, FIRST_NAMES)
    if whole and {*plain} & {*map(_plain, FIRST_NAMES)}:
        found.pop("last_name", None)
    return found


def guess_by_rows(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The same for a list without headings, by what its first rows hold; only what is likely."""
    columns = [[cell for cell in column if cell] for column in zip(*rows[:LOOKED_AT], strict=True)]
    found: dict[str, int] = {}
    for field, looks in (("email", _ADDRESS), ("phone", _PHONE), ("name", _NAME)):
        for at, cells in enumerate(columns):
            if cells and at not in found.values() and all(looks.fullmatch(cell) for cell in cells):
                found[field] = at
                break
    name = found.get("name", -2)
    following = columns[name + 1] if 0 <= name + 1 < len(columns) else []
    if name >= 0 and name + 1 not in found.values() and _in_two([*columns[name], *following]):
        found |= {"last_name": name + 1} if following else {}
    return found


def _in_two(cells: Sequence[str]) -> bool:
    """Whether two columns seem to hold first and last names: one word in each cell."""
    return all(_NAME.fullmatch(cell) and " " not in cell for cell in cells)


def contact_word(text: str) -> str | None:
    """The contact preference that a word stands for in either language, or None."""
    folded = fold(text)
    return next((key for key, words in CONTACT_WORDS.items() if folded in words), None)


def _plain(heading: str) -> str:
    return re.sub(r"[^a-zæø]", "", fold(heading))
