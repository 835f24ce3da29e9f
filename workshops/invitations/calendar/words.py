"""The sentences of a calendar entry and its letter, in the guest's language."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location, get_timezone_name
from flask_babel import force_locale, gettext

from workshops.core import locale
from workshops.invitations.rules.versions import Shown


def when(starts_at: datetime, ends_at: datetime, zone: str, language: str) -> str:
    """ "mandag den 7. december 2026 kl. 09.00–15.00" in the sitting's own zone."""
    local_start, local_end = (each.astimezone(ZoneInfo(zone)) for each in (starts_at, ends_at))
    first = locale.long_moment(starts_at, zone, language)
    if local_start.date() == local_end.date():
        return f"{first}–{locale.time_of_day(ends_at, zone, language)}"
    return f"{first} – {locale.long_moment(ends_at, zone, language)}"


def zone_in_words(starts_at: datetime, zone: str, language: str) -> str:
    """ "København (centraleuropæisk normaltid)": nobody should have to know an offset."""
    local = starts_at.astimezone(ZoneInfo(zone))
    name = get_timezone_name(local, width="long", locale=language)
    return f"{city(zone, language)} ({name})"


def day_lines(
    days: Sequence[tuple[datetime, datetime]], zone: str, language: str
) -> tuple[list[str], str]:
    """Days from start to end, and their zone; days on both sides of a change of clocks say each
    its own."""
    zones = [zone_in_words(starts, zone, language) for starts, _ in days]
    lines = [when(*day, zone, language) for day in days]
    if len(set(zones)) < 2:
        return lines, zones[0] if zones else ""
    names = [
        get_timezone_name(starts.astimezone(ZoneInfo(zone)), width="long", locale=language)
        for starts, _ in days
    ]
    return [f"{line} ({name})" for line, name in zip(lines, names, strict=True)], city(
        zone, language
    )


def city(zone: str, language: str) -> str:
    """The city that a zone is named after: "København"."""
    return str(get_timezone_location(ZoneInfo(zone), locale=language, return_city=True))


def where(shown: Shown, language: str) -> str:
    """One line that says where: the room and its address, online, or both."""
    with force_locale(language):
        if shown.online:
            return str(gettext("Online"))
        place = ", ".join(filter(None, [shown.room, shown.venue]))
        return place or str(gettext("The place follows"))


def location(shown: Shown, language: str) -> str:
    """LOCATION: a place to go to, or the link when the guest takes part online."""
    return shown.join_url if shown.online and shown.join_url else where(shown, language)


def description(shown: Shown, manage_url: str, language: str) -> str:
    """DESCRIPTION: how to join, what for, where to answer."""
    with force_locale(language):
        lines = [_how_to_join(shown, language), shown.text]
        lines.append(str(gettext("Answer, or change your answer: %(url)s", url=manage_url)))
    return "\n\n".join(line for line in lines if line)


def entry_title(shown: Shown, language: str) -> str:
    """SUMMARY: the title, with who only waits for a seat told so in front."""
    with force_locale(language):
        prefixed = gettext("[Waiting list] %(title)s", title=shown.title)
    return str(prefixed) if shown.waiting else shown.title


def cancelled_title(title: str, language: str) -> str:
    """The title of an entry that is taken back."""
    with force_locale(language):
        return str(gettext("Cancelled: %(title)s", title=title))


def hold_title(title: str, language: str) -> str:
    """The title of an entry that keeps a day of a poll free."""
    with force_locale(language):
        return str(gettext("[Hold] %(title)s", title=title))


def hold_description(shown: Shown, poll_url: str, language: str) -> str:
    """DESCRIPTION of such an entry: what it is, where to say which days suit."""
    with force_locale(language):
        kept = gettext(
            "This time is kept free until the date is chosen. Then it is confirmed, or it "
            "disappears by itself."
        )
        lines = [kept, gettext("Say which days suit you: %(url)s", url=poll_url), shown.text]
    return "\n\n".join(str(line) for line in lines if line)


def join_label(language: str) -> str:
    """What the button of the online meeting says."""
    with force_locale(language):
        return str(gettext("Join online"))


def what_changed(changed: Sequence[str], language: str) -> list[str]:
    """The names of the changed things, as a guest would say them."""
    with force_locale(language):
        names = {
            "starts_at": gettext("the time"),
            "ends_at": gettext("the time"),
            "timezone": gettext("the time zone"),
            "venue": gettext("the place"),
            "online": gettext("on site or online"),
            "room": gettext("the room"),
            "join_url": gettext("the link to join online"),
            "title": gettext("the title"),
            "text": gettext("the description"),
        }
        return list(dict.fromkeys(str(names[name]) for name in changed))


def _how_to_join(shown: Shown, language: str) -> str:
    if shown.online:
        if shown.join_url:
            return str(gettext("Join online: %(url)s", url=shown.join_url))
        return str(gettext("You take part online. The link follows."))
    place = str(gettext("Where: %(place)s", place=where(shown, language)))
    if not shown.join_url:
        return place
    return place + "\n" + str(gettext("Join online: %(url)s", url=shown.join_url))
