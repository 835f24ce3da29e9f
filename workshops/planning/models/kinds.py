"""The fixed words of planning: states, kinds of blocks, roles, answers, seats."""

from enum import StrEnum

from workshops.core.text import N_
from workshops.core.words import Worded


class WorkshopState(Worded):
    """Where a workshop stands."""

    DRAFT = "draft", N_("Draft")
    INVITING = "inviting", N_("Inviting")
    CONFIRMED = "confirmed", N_("Confirmed")
    HELD = "held", N_("Held")
    CLOSED = "closed", N_("Closed")
    CANCELLED = "cancelled", N_("Cancelled")


class BlockKind(Worded):
    """What happens in an agenda block."""

    CHECK_IN = "check_in", N_("Check-in")
    TALK = "talk", N_("Talk")
    EXERCISE = "exercise", N_("Exercise")
    GROUP = "group", N_("Group work")
    PLENARY = "plenary", N_("Plenary")
    TEST = "test", N_("Test")
    BREAK = "break", N_("Break")
    CHECK_OUT = "check_out", N_("Check-out")


class ParticipantRole(StrEnum):
    """Why somebody takes part; a key person is checked for clashes and may not be missing."""

    PARTICIPANT = "participant"
    KEY_PERSON = "key_person"
    OBSERVER = "observer"


class Answer(StrEnum):
    """What a guest answered."""

    NONE = "none"
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Seat(StrEnum):
    """Where a guest sits."""

    ON_SITE = "on_site"
    ONLINE = "online"


class Place(StrEnum):
    """Whether somebody who wants to come has a seat.

    OFFERED is a seat kept for somebody on the waiting list until they take it or the offer ends.
    """

    NONE = "none"
    SEAT = "seat"
    WAITING = "waiting"
    OFFERED = "offered"


class Cause(StrEnum):
    """Why somebody's place changed.

    UNVERIFIED is a no that nobody vouched for and nobody took back in time; PASSED_ON says that
    somebody comes instead; DOOR that they came unasked; ENDED that there is no such day any more.
    """

    ANSWER = "answer"
    HANDED_ON = "handed_on"
    RAN_OUT = "ran_out"
    UNVERIFIED = "unverified"
    DECISION = "decision"
    SWITCHED = "switched"
    TAKEN_OFF = "taken_off"
    PASSED_ON = "passed_on"
    DOOR = "door"
    ENDED = "ended"
