"""Seats and the waiting list as guests and staff read them."""

from flask_babel import gettext as _

from workshops.core import locale
from workshops.invitations.forms import ANSWERS
from workshops.planning.models import Answer, Participation, Place


def standing_of(placed: Participation, number: int) -> tuple[str, str]:
    """How an answer stands: its name in the table of looks, and its words.

    A yes on the waiting list, at that `number`, is not shown as a yes: nobody is expected.
    """
    if placed.answer is Answer.YES and placed.place is Place.WAITING:
        return "waiting", str(_("Waiting, no. %(number)s", number=number))
    if placed.answer is Answer.YES and placed.place is Place.OFFERED:
        return "offered", str(_("A seat is offered"))
    return placed.answer.value, str(ANSWERS[placed.answer])


def place_words(placed: Participation, number: int, language: str) -> str:
    """What a guest has: a seat, a number on the list, an offer; nothing where they have neither."""
    if placed.place is Place.SEAT and placed.answer is Answer.YES:
        return str(_("You have a seat."))
    if placed.place is Place.OFFERED and placed.offered_until:
        until = locale.long_moment(placed.offered_until, placed.sitting.timezone, language)
        return str(_("A seat is free for you until %(until)s.", until=until))
    if placed.place is not Place.WAITING or placed.answer is not Answer.YES:
        return ""
    said = str(
        _(
            "You are number %(number)s on the waiting list. You do not have a seat yet.",
            number=number,
        )
    )
    if placed.offered_until is None:
        return said
    passed = str(_("The seat that was offered to you went to the next."))
    return f"{said} {passed}"
