"""Which language and time zone a page is in, and the filters that follow from it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request, session
from flask_babel import Babel, get_locale, gettext, refresh
from flask_login import current_user
from markupsafe import Markup, escape

from workshops.core import locale
from workshops.core.addresses import readable_address
from workshops.core.errors import Problem
from workshops.web.phrases import init_phrases

babel = Babel()
ABOVE = ("workshop", "sitting", "engagement", "deliverable", "experiment", "issued")


def init_language(app: Flask) -> None:
    """Choose per request: the account's own, the link holder's, the switch, the browser's."""
    babel.init_app(
        app,
        default_locale="en",
        default_translation_directories="translations",
        locale_selector=chosen_language,
        timezone_selector=chosen_timezone,
    )
    init_phrases(app)
    app.jinja_env.filters.update(
        long_day=_long_day,
        short_day=_short_day,
        long_moment=_long_moment,
        file_size=_file_size,
        short_moment=_short_moment,
        clock_time=_clock_time,
        number=_number,
        sentence=sentence,
        term=_term,
        in_language=in_language,
        readable_address=lambda address: readable_address(address or ""),
    )
    app.context_processor(lambda: {"locale": language(), "timezone": chosen_timezone()})


def chosen_language() -> str:
    """The language of this page: what the person chose, else what the browser asks for."""
    languages = current_app.config["SETTINGS"].languages
    for wish in (g.get("language"), session.get("language"), _of_account("language")):
        if wish in languages:
            return str(wish)
    return request.accept_languages.best_match(languages) or str(languages[0])


def chosen_timezone() -> str:
    """The IANA zone of this page: the account's, else the installation's."""
    return _of_account("timezone") or str(current_app.config["SETTINGS"].timezone)


def local_day(instant: datetime) -> date:
    """The day that an instant falls on where the reader is."""
    return instant.astimezone(ZoneInfo(chosen_timezone())).date()


def language() -> str:
    """The code of the language now in force, also inside force_locale."""
    found = get_locale()
    return str(found.language) if found else "en"


def speak(code: str) -> None:
    """Have this page speak its link holder's language, unless another one was chosen."""
    if "language" not in session:
        g.language = code
        refresh()


def say(problem: Problem) -> str:
    """A problem as a sentence in the reader's language."""
    return str(gettext(problem.message, **problem.params))


def _of_account(name: str) -> str | None:
    return getattr(current_user, name) if current_user and current_user.is_authenticated else None


def _long_day(day: date) -> str:
    return locale.long_day(day, language())


def _short_day(day: date) -> str:
    return locale.short_day(day, language())


def _file_size(size: int) -> str:
    return locale.file_size(size, language())


def _long_moment(instant: datetime, zone: str | None = None) -> str:
    return locale.long_moment(instant, zone or chosen_timezone(), language())


def _short_moment(instant: datetime, zone: str | None = None) -> str:
    return locale.short_moment(instant, zone or chosen_timezone(), language())


def _clock_time(instant: datetime, zone: str | None = None) -> str:
    return locale.time_of_day(instant, zone or chosen_timezone(), language())


def _number(value: float) -> str:
    return locale.number(value, language())


def sentence(text: object) -> str:
    """A text that begins a line: its first letter large, the others as they are."""
    words = str(text)
    return words[:1].upper() + words[1:]


def _term(record: object) -> str:
    """The name of a discipline, skill or goal, which has one in each language."""
    return str(getattr(record, f"name_{language()}"))


def in_language(text: str | None, record: object) -> str:
    """A record's words, marked with its language where the page has another.

    {{ workshop.name | in_language(workshop) }}
    """
    spoken = language_of(record)
    if not text or spoken == language():
        return text or ""
    return Markup('<span lang="{}">{}</span>').format(spoken, escape(text))


def language_of(record: object) -> str:
    """A record's own language, that of what it belongs to, or the lab's first."""
    own = getattr(record, "language", None)
    if isinstance(own, str) and own:
        return own
    for name in ABOVE:
        above = getattr(record, name, None)
        if above is not None and not isinstance(above, str):
            return language_of(above)
    return str(current_app.config["SETTINGS"].languages[0])
