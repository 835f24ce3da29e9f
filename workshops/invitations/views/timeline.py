"""The steps of a guest as sentences in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from workshops.core import locale
from workshops.invitations import forms
from workshops.invitations.queries.timeline import list_facts
from workshops.invitations.rules.timeline import Step, is_opening_known, steps_of
from workshops.planning.models import Answer, Participation, Workshop
from workshops.web.language import language


@dataclass(frozen=True)
class Told:
    """One step: when, what in our words, and the words of others beside it."""

    at: datetime
    what: str
    beside: str


@dataclass(frozen=True)
class Line:
    """The steps of one guest on one day, the newest last."""

    steps: tuple[Told, ...]
    opening_known: bool

    @property
    def last(self) -> Told | None:
        """The newest step."""
        return self.steps[-1] if self.steps else None


def lines(workshop: Workshop, placed: Sequence[Participation]) -> dict[int, Line]:
    """The timelines by participation."""
    return {
        number: Line(
            tuple(_told(step, facts.participation.sitting.timezone) for step in steps_of(facts)),
            is_opening_known(facts.invitations),
        )
        for number, facts in list_facts(workshop, placed).items()
    }


def _told(step: Step, zone: str) -> Told:
    what = gettext(
        step.text,
        letter=forms.LETTER_KINDS[step.letter] if step.letter else "",
        answer=str(forms.ANSWERS[step.answer]).lower() if step.answer else "",
        name=step.name,
    )
    params = {name: _word(value, zone) for name, value in step.params}
    reason = gettext(step.reason, **params) if step.reason else ""
    said = f"“{step.said}”" if step.said else ""
    return Told(step.at, str(what), " ".join(filter(None, [str(reason), said])))


def _word(value: object, zone: str) -> object:
    """What fills a reason, as a reader says it."""
    if isinstance(value, Answer):
        return str(forms.ANSWERS[value]).lower()
    return locale.long_moment(value, zone, language()) if isinstance(value, datetime) else value
