"""What an address asks for and what a page posts, read by name: the only reader of both.

    text = asked("q")               # ?q=…, one cleaned line; "" where the address does not say
    ticked = posted_all("people")   # every value of a field that belongs to no form

Nothing raw reaches a query: no control characters, and no line that is longer than it may be.
What a form knows comes through its fields, which read the same.
"""

from collections.abc import Mapping

from flask import Flask, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

from workshops.core.text import clean, clean_line

LONGEST, MOST_VALUES = 200, 500
LONGEST_PATH = 2000
RESERVED = frozenset(("endpoint", "values", "self"))


def init_arguments(app: Flask) -> None:
    """Give templates the same reader."""
    app.jinja_env.globals.update(asked_for=asked, asked_query=asked_query)


def asked(name: str, default: str = "", *, most: int = LONGEST) -> str:
    """What the address says under `name` as one line of at most `most` characters."""
    return clean_line(request.args.get(name, default))[:most]


def asked_all(name: str) -> list[str]:
    """Everything that the address says under `name`, each as a line."""
    return [clean_line(value)[:LONGEST] for value in request.args.getlist(name)[:MOST_VALUES]]


def asked_form() -> MultiDict[str, str]:
    """The whole query, as a form reads it."""
    return without_nul(request.args)


def asked_query() -> dict[str, list[str]]:
    """The whole query, to build an address of this site with.

    Names that the address of the page has in its path, or that say how an address is built,
    are left out: nobody's query makes a link lead elsewhere or fail.
    """
    held = RESERVED | set(request.view_args or {})
    return {
        clean_line(name): asked_all(name)
        for name in request.args
        if name not in held and not name.startswith("_") and clean_line(name) == name
    }


def posted(name: str, default: str = "") -> str:
    """What was posted under `name`, cleaned, where no form has a field for it."""
    return clean(request.form.get(name, default))


def posted_all(name: str) -> list[str]:
    """Everything that was posted under `name`, each cleaned."""
    return [clean(value) for value in request.form.getlist(name)]


def is_posted(name: str) -> bool:
    """Whether the pressed button or a field of that name was sent, with whatever value."""
    return name in request.form


def posted_form() -> MultiDict[str, str]:
    """Everything that was posted, as forms read it."""
    return without_nul(request.form)


def posted_pairs() -> list[tuple[str, str]]:
    """Every name and value that was posted, as typed and in order."""
    return list(request.form.items(multi=True))


def posted_files() -> list[tuple[str, FileStorage]]:
    """Every file that was posted, by name and in order."""
    return list(request.files.items(multi=True))


def posted_file(name: str) -> FileStorage | None:
    """The file that was chosen under `name`, if one was."""
    return request.files.get(name)


def without_nul(given: "Mapping[str, str] | ImmutableMultiDict[str, str]") -> MultiDict[str, str]:
    """Values without the one character that PostgreSQL keeps in no text; all else as typed."""
    pairs = MultiDict(given).items(multi=True)
    return MultiDict([(name, _plain(value)) for name, value in pairs])


def _plain(value: str) -> str:
    return value.replace("\0", "") if isinstance(value, str) else value
