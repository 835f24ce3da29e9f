"""What is said of a step between no place, the waiting list, an offer and a seat, and why."""

from workshops.core.text import N_
from workshops.planning.models import Place, Seat
from workshops.planning.models.kinds import Cause
from workshops.planning.models.seats import PlaceStep

_NONE, _WAITS, _OFFERED, _SEAT = Place.NONE, Place.WAITING, Place.OFFERED, Place.SEAT

WHAT = {
    (_NONE, _WAITS): N_("Came onto the waiting list"),
    (_NONE, _SEAT): N_("Got a seat"),
    (_WAITS, _SEAT): N_("Got a seat from the waiting list"),
    (_WAITS, _OFFERED): N_("Was offered a seat that was free"),
    (_WAITS, _WAITS): N_("Got another place on the waiting list"),
    (_WAITS, _NONE): N_("Left the waiting list"),
    (_OFFERED, _SEAT): N_("Took the offered seat"),
    (_OFFERED, _WAITS): N_("The offer of a seat ran out"),
    (_OFFERED, _NONE): N_("The offered seat was given up"),
    (_SEAT, _NONE): N_("The seat was given up"),
}
SWITCHED = {
    Seat.ON_SITE: N_("Changed to a seat on site"),
    Seat.ONLINE: N_("Changed to a seat online"),
}
WHY = {
    Cause.ANSWER: N_("Answered %(answer)s."),
    Cause.HANDED_ON: N_("A seat was free, and nobody had waited longer."),
    Cause.RAN_OUT: N_("It was not taken in time; now at the end of the list."),
    Cause.UNVERIFIED: N_(
        "Answered %(answer)s by mail; nobody vouched for it or took it back within ten minutes."
    ),
    Cause.DECISION: N_("Decided by %(name)s."),
    Cause.SWITCHED: N_("Changed by %(name)s."),
    Cause.TAKEN_OFF: N_("Taken off the workshop."),
    Cause.PASSED_ON: N_("Somebody else comes instead."),
    Cause.DOOR: N_("Came unasked and was let in."),
    Cause.ENDED: N_("The day was taken out of the workshop."),
}
ANSWERED = {
    (_NONE, _WAITS): N_("All seats were taken."),
    (_NONE, _SEAT): "",
    (_WAITS, _SEAT): N_("Asked again when a seat was free."),
    (_WAITS, _WAITS): N_("Asked for a seat again."),
    (_OFFERED, _SEAT): "",
}


def what_of(step: PlaceStep) -> str:
    """What happened, as a message id."""
    if step.cause is Cause.SWITCHED:
        return SWITCHED[step.seat]
    if (step.before, step.after, step.cause) == (_OFFERED, _SEAT, Cause.HANDED_ON):
        return WHAT[_WAITS, _SEAT]
    return WHAT.get((step.before, step.after), N_("The place changed"))


def why_of(step: PlaceStep) -> str:
    """Why it happened, as a message id with the parameters of `params_of`; empty if told above."""
    if step.cause is Cause.ANSWER:
        return ANSWERED.get((step.before, step.after), WHY[Cause.ANSWER])
    if step.cause is Cause.PASSED_ON and step.after is not _NONE:
        return N_("Comes instead of somebody else.")
    if step.after is _OFFERED:
        return N_("It is free for the guest until %(until)s; nobody had waited longer.")
    return WHY[step.cause]


def params_of(step: PlaceStep) -> tuple[tuple[str, object], ...]:
    """What fills the reason."""
    return (
        ("answer", step.answer),
        ("name", step.decided_by),
        ("until", step.offered_until),
    )
