"""What somebody types into the search field, taken apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workshops.core.text import comparable
from workshops.search.rules.words import LANGUAGES, forms, is_common, stem, stems, words

MOST = 12
LONGEST = 1000
SHORTEST_BEGINNING = 3
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_PART = re.compile(r'"([^"]+)"|([^\s"]+)')

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One thing that every hit must have: any of these phrases of stems.

    With `beginning`, longer words that begin with a phrase's last stem do too (first parts of
    compounds).
    """

    phrases: tuple[Phrase, ...]
    beginning: bool

    def begins(self, phrase: Phrase) -> bool:
        """Whether words that only begin with the phrase's last stem count."""
        last = phrase[-1]
        return self.beginning and len(last) >= SHORTEST_BEGINNING and last.isalpha()

    @property
    def needed(self) -> tuple[Phrase, ...]:
        """The phrases without those that another one covers."""
        return tuple(p for p in self.phrases if not any(self._covers(q, p) for q in self.phrases))

    def _covers(self, wide: Phrase, narrow: Phrase) -> bool:
        same_head = len(wide) == len(narrow) and wide[:-1] == narrow[:-1]
        return (
            wide != narrow and same_head and self.begins(wide) and narrow[-1].startswith(wide[-1])
        )


Question = tuple[Asked, ...]


def ask(text: str) -> Question:
    """All that is asked for: words, and phrases in quotes; common words only when nothing else."""
    plain = comparable(text[:LONGEST]).translate(_QUOTES)
    parts = [(m[1] or m[2], m[1] is not None) for m in _PART.finditer(plain)]
    telling = [part for part in parts if part[1] or not is_common(part[0])]
    asked = [_asked(part, quoted) for part, quoted in telling or parts]
    return tuple(dict.fromkeys(one for one in asked if one.phrases))[:MOST]


def _asked(part: str, quoted: bool) -> Asked:
    found = [match[0] for match in words(part)]
    if len(found) == 1 and not quoted:
        return Asked(tuple((form,) for form in forms(found[0])), beginning=True)
    spelled = {tuple(stems(part, language)) for language in LANGUAGES}
    return Asked(tuple(sorted(filter(None, spelled))), beginning=not quoted)


def telling_stems(text: str, most: int) -> Sequence[str]:
    """The stems of a longer text that may tell what it is about: the longest, common ones out."""
    found = {
        stem(match[0], language)
        for match in words(comparable(text))
        if not is_common(match[0])
        for language in LANGUAGES
    }
    telling = [s for s in found if len(s) >= SHORTEST_BEGINNING and s.isalpha()]
    return sorted(telling, key=lambda s: (-len(s), s))[:most]
