"""Seats and the waiting list as guests and staff read them."""

from flask_babel import gettext as _

from workshops.core import locale
from workshops.planning.models import Answer, Participation, Place
from workshops.planning.queries.seats import position_of


def place_words(placed: Participation, language: str) -> str:
    """What a guest has: a seat, a number on the list, an offer; nothing where they have neither."""
    if placed.place is Place.SEAT and placed.answer is Answer.YES:
        return str(_("You have a seat."))
    if placed.place is Place.OFFERED and placed.offered_until:
        until = locale.long_moment(placed.offered_until, placed.sitting.timezone, language)
        return str(_("A seat is free for you until %(until)s.", until=until))
    if placed.place is not Place.WAITING or placed.answer is not Answer.YES:
        return ""
    number = str(_("You are number %(number)s on the waiting list.", number=position_of(placed)))
    if placed.offered_until is None:
        return number
    passed = str(_("The seat that was offered to you went to the next."))
    return f"{number} {passed}"
