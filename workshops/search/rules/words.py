"""From text to the stems that are indexed: Danish and English, lower case, å = aa, no accents.

Letters and digits only, so that the tokenizers of SQLite and PostgreSQL cut them alike.
"""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from workshops.core.text import comparable, fold

WORD = re.compile(r"[^\W\d_]+|[0-9]+")
LONGEST = 60
LANGUAGES = {"da": "danish", "en": "english"}
_ASCII = str.maketrans({"æ": "ae", "ø": "oe"})
_COMMON = """
ad af aldrig alle alt anden andet at blev blive bliver burde bør da de dem den denne der deres
det dette dig din dine disse dit dog du efter eller en end er et få får for før fra ham han hans
har havde have hende hendes her hun hvad hver hvis hvor hvordan hvorfor i ikke ind jeg jer jo
kan kun kunne man mange med meget men mere mig min mine mit må ned noget nogle nu når og også om
op os over på sig selv sin sine sit skal skulle som sådan så ted thi til ud under var ved vi vil
ville vor være været a an and are as be been but by can could did do does for from had has have
he her his how if in into is it its more no not of on or our she should so some than that the
their them then there these they this to was we were what when where which who why will with
would you your
"""
_STOP = frozenset(_COMMON.split())
_IRREGULAR = (
    ("barn", "børn"),
    ("mand", "mænd"),
    ("far", "fædre"),
    ("mor", "mødre"),
    ("bror", "brødre"),
    ("datter", "døtre"),
    ("bog", "bøger"),
    ("hånd", "hænder"),
    ("fod", "fødder"),
    ("tand", "tænder"),
    ("nat", "nætter"),
    ("kraft", "kræfter"),
    ("øje", "øjne"),
    ("rod", "rødder"),
    ("child", "children"),
    ("person", "people"),
    ("man", "men"),
    ("woman", "women"),
)
_thread = threading.local()


def words(text: str) -> Iterator[re.Match[str]]:
    """Every word and number of a text, where it stands."""
    return WORD.finditer(text)


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """What is indexed for one word in a language; for another language the folded word.

    Signs such as ² that only one of the databases takes for letters are left out; "" is nothing.
    """
    lowered = word.lower()[:LONGEST]
    if language == "da":
        lowered = lowered.replace("aa", "å")
    name = LANGUAGES.get(language)
    stemmed = _stemmer(name).stemWord(lowered) if name else lowered
    folded = fold(stemmed).translate(_ASCII)
    return folded if folded.isdecimal() else "".join(filter(str.isalpha, folded))


def stems(text: str, language: str) -> list[str]:
    """The stems of a text, in order."""
    return [key for match in words(comparable(text)) if (key := stem(match[0], language))]


def is_common(word: str) -> bool:
    """Whether a word is too common to be searched for by itself."""
    return word.lower() in _STOP


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """Every stem that a word somebody asks for may stand under, in either language."""
    keys = set(filter(None, (stem(word, language) for language in LANGUAGES)))
    return tuple(sorted(keys.union(*(_irregular()[key] for key in keys if key in _irregular()))))


@lru_cache(maxsize=1)
def _irregular() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pair in _IRREGULAR:
        keys = frozenset(stem(word, language) for word in pair for language in LANGUAGES)
        found |= dict.fromkeys(keys, keys)
    return found


def _stemmer(name: str) -> "snowballstemmer.BaseStemmer":
    """A stemmer of this thread's own, as one keeps the word it is working on."""
    made: dict[str, snowballstemmer.BaseStemmer] = _thread.__dict__
    if name not in made:
        made[name] = snowballstemmer.stemmer(name)
    return made[name]
