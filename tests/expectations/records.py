"""Records of expectations for the addresses of the product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.expectations.makers import make_note, make_theme
from tests.factories import save
from workshops.core import clock
from workshops.expectations.models import (
    ExpectationNote,
    NoteAuthor,
    Theme,
    ThemeAct,
    ThemeChange,
)

if TYPE_CHECKING:
    from tests.architecture.records import World


def note(world: "World") -> ExpectationNote:
    """A note that the world's guest wrote for its workshop, by personal link."""
    made = make_note(world.engagement, workshop_id=world.workshop.id, origin="link:x")
    save(NoteAuthor(note_id=made.id, person_id=world.person.id))
    return made


def theme(world: "World") -> Theme:
    """A theme of the world's engagement, borne by one note."""
    return make_theme(world.engagement, make_note(world.engagement))


def change(world: "World") -> ThemeChange:
    """An act on the themes of the world's engagement."""
    state: dict[str, dict[str, object]] = {"notes": {}, "themes": {}}
    return save(
        ThemeChange(
            engagement_id=world.engagement.id,
            act=ThemeAct.PLACED,
            before=state,
            after=state,
            happened_at=clock.now(),
        )
    )


MAKERS: dict[str, Callable[["World"], str]] = {
    "note_id": lambda world: world.once(note).public_id,
    "theme_id": lambda world: world.once(theme).public_id,
    "change_id": lambda world: str(world.once(change).id),
}
