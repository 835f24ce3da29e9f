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
HEADINGS: Mapping[str, Sequence[str]] = {
    "name": ("name", "full name", "navn", "fulde navn", "person", "deltager"),
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
CONTACT_WORDS: Mapping[str, Sequence[str]] = {
    "mail": ("by e-mail", "e-mail", "mail", "pr. e-mail"),
    "phone": ("by telephone", "telephone", "phone", "pr. telefon", "telefon"),
    "invitations_only": ("invitations only", "invitations_only", "kun invitationer"),
}


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by the words of the header in either language; each used once."""
    plain = [_plain(heading) for heading in header]
    found: dict[str, int] = {}
    for field in COLUMNS:
        for heading in HEADINGS[field]:
            known = _plain(heading)
            if known in plain and plain.index(known) not in found.values():
                found[field] = plain.index(known)
                break
    return found


def contact_word(text: str) -> str | None:
    """The contact preference that a word stands for in either language, or None."""
    folded = fold(text)
    return next((key for key, words in CONTACT_WORDS.items() if folded in words), None)


def _plain(heading: str) -> str:
    return re.sub(r"[^a-zæø]", "", fold(heading))
