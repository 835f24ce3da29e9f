"""The product's own catalogues as the words of a deliverable, whatever language the page is in."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.support import Translations

_FOLDER = Path(__file__).resolve().parents[2] / "translations"
_DAY = {"da": "d. MMMM y", "en": "d MMMM y"}
_UNTIL = {"da": "til", "en": "to"}
_HARD = "\N{NO-BREAK SPACE}"


class CatalogueWords:
    """Words in one language of the product."""

    def __init__(self, language: str) -> None:
        """Take the catalogue of a language; English is the source and needs none."""
        self.language = language
        self._catalogue = _catalogue(language)

    def gettext(self, message: str, **values: object) -> str:
        """The translation of a message id, its `%(name)s` places filled."""
        return self._catalogue.gettext(message) % values

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """The same for a count; `%(num)s` is the count."""
        return self._catalogue.ngettext(one, many, n) % {"num": self.number(n), **values}

    def date(self, day: date) -> str:
        """A day written out: "3. marts 2026"."""
        return format_date(day, _DAY[self.language], locale=self.language)

    def number(self, value: float) -> str:
        """A number with the language's separators and at most two decimals."""
        return format_decimal(round(value, 2), locale=self.language)

    def money(self, kroner: float) -> str:
        """An amount in whole kroner: "12.500 kr." or "DKK 12,500"."""
        return self._kroner(self._whole(kroner))

    def amounts(self, low: float, high: float) -> str:
        """An amount in kroner from and to, the unit once: "350–420 kr."."""
        if round(low) == round(high):
            return self.money(low)
        until = "–" if low >= 0 else f" {_UNTIL[self.language]} "
        return self._kroner(f"{self._whole(low)}{until}{self._whole(high)}")

    def _whole(self, kroner: float) -> str:
        return format_decimal(round(kroner), locale=self.language).replace("-", "−")

    def _kroner(self, amount: str) -> str:
        return f"{amount}{_HARD}kr." if self.language == "da" else f"DKK{_HARD}{amount}"

    def measure(self, value: float, unit: str) -> str:
        """A value with its unit: "64 %", in English "64%"."""
        figure = self.number(value)
        if unit in ("%", "per cent", "procent"):
            return f"{figure}{_HARD}%" if self.language == "da" else f"{figure}%"
        return f"{figure}{_HARD}{unit}" if unit else figure

    def listing(self, items: Iterable[str]) -> str:
        """Things one after the other: "a, b and c"."""
        return format_list(list(items), locale=_LISTS[self.language])


_LISTS = {"da": "da", "en": "en_GB"}


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(_FOLDER), [language]) if language != "en" else NullTranslations()
