"""Pages of the directory; each file adds its views to the one blueprint."""

from workshops.people.views import (
    directory,
    duplicates,
    importing,
    organisations,
    persons,
    taxonomy,
)
from workshops.people.views.blueprint import bp

PAGES = (directory, duplicates, importing, organisations, persons, taxonomy)

__all__ = ["PAGES", "bp"]
