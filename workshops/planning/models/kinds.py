"""The fixed words of planning: states, kinds of blocks, roles, answers, seats."""

from enum import StrEnum

from workshops.core.text import N_


class WorkshopState(StrEnum):
    """Where a workshop stands."""

    DRAFT = "draft"
    INVITING = "inviting"
    CONFIRMED = "confirmed"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word for a person, as a message id."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    WorkshopState.DRAFT: N_("Draft"),
    WorkshopState.INVITING: N_("Inviting"),
    WorkshopState.CONFIRMED: N_("Confirmed"),
    WorkshopState.HELD: N_("Held"),
    WorkshopState.CLOSED: N_("Closed"),
    WorkshopState.CANCELLED: N_("Cancelled"),
}


class BlockKind(StrEnum):
    """What happens in an agenda block."""

    CHECK_IN = "check_in"
    TALK = "talk"
    EXERCISE = "exercise"
    GROUP = "group"
    PLENARY = "plenary"
    TEST = "test"
    BREAK = "break"
    CHECK_OUT = "check_out"

    @property
    def label(self) -> str:
        """The name for a person, as a message id."""
        return _BLOCK_LABELS[self]


_BLOCK_LABELS = {
    BlockKind.CHECK_IN: N_("Check-in"),
    BlockKind.TALK: N_("Talk"),
    BlockKind.EXERCISE: N_("Exercise"),
    BlockKind.GROUP: N_("Group work"),
    BlockKind.PLENARY: N_("Plenary"),
    BlockKind.TEST: N_("Test"),
    BlockKind.BREAK: N_("Break"),
    BlockKind.CHECK_OUT: N_("Check-out"),
}


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
