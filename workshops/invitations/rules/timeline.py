"""What is known of a guest, step by step, in words that say no more than that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workshops.core.text import N_
from workshops.invitations.models import (
    AnswerWay,
    Invitation,
    InvitationReply,
    LetterKind,
    ReplyOutcome,
    TrustLevel,
)
from workshops.invitations.rules.placed import params_of, what_of, why_of
from workshops.mail.models import Incoming, Letter, LetterState
from workshops.planning.models import Answer, Participation
from workshops.planning.models.attendance import CheckIn, CheckInState
from workshops.planning.models.seats import PlaceStep

QUEUED = {
    LetterState.KEPT: N_("%(letter)s: kept here, no mail server is set"),
    LetterState.SUPERSEDED: N_("%(letter)s: replaced by a newer letter before it left"),
}
ENDED = {
    LetterState.REFUSED: N_("%(letter)s: refused by the mail server"),
    LetterState.GIVEN_UP: N_("%(letter)s: given up after 48 hours"),
    LetterState.FAILED: N_("%(letter)s: not sent, because of a fault in Samskab"),
}
BY_MAIL = {
    TrustLevel.VERIFIED: N_("Answered %(answer)s by mail; the sender is verified"),
    TrustLevel.CAPABILITY: N_(
        "Answered %(answer)s by mail; known only by the secret of the invitation"
    ),
    TrustLevel.CONFLICT: N_("Answered %(answer)s by mail from elsewhere; accepted by hand"),
}
OUTCOMES = {
    ReplyOutcome.OLDER: N_("Answered %(answer)s to an older version"),
    ReplyOutcome.LATE: N_("Answered %(answer)s after the end; it has no effect"),
    ReplyOutcome.NOTED: N_("The calendar program wrote, but gave no answer"),
    ReplyOutcome.REPLAYED: N_("An answer by mail that a later one had overtaken"),
    ReplyOutcome.WAITING: N_("An answer by mail that is not applied; it waits for a person"),
    ReplyOutcome.DISMISSED: N_("An answer by mail that was dismissed"),
    ReplyOutcome.UNDONE: N_("Answered %(answer)s by mail; the guest took it back"),
    ReplyOutcome.REPLACED: N_("Proposed another time, and later yet another"),
}
CLAIMED = {
    ReplyOutcome.WAITING: N_(
        "Somebody proposed another time in the guest's name; it waits for a person"
    ),
    ReplyOutcome.DISMISSED: N_("Somebody proposed another time in the guest's name; dismissed"),
}
OVERTAKEN = N_("Answered %(answer)s by mail; a later answer had overtaken it")
PROPOSALS = {
    ReplyOutcome.WAITING: N_("Proposed another time; it waits for a person"),
    ReplyOutcome.ACCEPTED: N_("Proposed another time; accepted"),
    ReplyOutcome.DISMISSED: N_("Proposed another time; declined"),
}
CHECKED_IN = {
    CheckInState.STANDING: N_("Checked in by %(name)s"),
    CheckInState.UNDONE: N_("Checked in by %(name)s; taken back"),
}


@dataclass(frozen=True)
class Step:
    """One thing that happened: a message id with what fills it.

    `said` are words of others, kept as they are; `reason` is a message id with `params`.
    """

    at: datetime
    text: str
    letter: LetterKind | None = None
    answer: Answer | None = None
    name: str = ""
    said: str = ""
    reason: str = ""
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything that is stored about one person on one sitting."""

    participation: Participation
    invitations: tuple[Invitation, ...] = ()
    letters: tuple[tuple[Letter, LetterKind], ...] = ()
    replies: tuple[InvitationReply, ...] = ()
    others: tuple[Incoming, ...] = ()
    link_answers: tuple[datetime, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    places: tuple[PlaceStep, ...] = ()


def steps_of(facts: Facts) -> list[Step]:
    """The steps in order, the newest last."""
    found = [
        *(step for letter, kind in facts.letters for step in _of_letter(letter, kind)),
        *_of_opening(facts.invitations),
        *_of_answer(facts),
        *(_of_reply(reply) for reply in facts.replies),
        *(_of_other(other) for other in facts.others),
        *(_of_place(step) for step in facts.places),
        *_of_door(facts.check_ins),
    ]
    return sorted(found, key=lambda step: step.at)


def is_opening_known(invitations: Iterable[Invitation]) -> bool:
    """Whether a browser ever told that the guest's page was looked at."""
    return any(each.opened_at for each in invitations)


def _of_letter(letter: Letter, kind: LetterKind) -> Iterator[Step]:
    waits = letter.state in (LetterState.QUEUED, LetterState.SENDING)
    queued = QUEUED.get(letter.state, N_("%(letter)s: queued"))
    yield Step(letter.queued_at, queued, kind, said=letter.last_error if waits else "")
    if letter.handed_over_at:
        text = N_("%(letter)s: taken over by the mail server")
        yield Step(letter.handed_over_at, text, kind, said=letter.server_answer)
    if letter.delayed_at:
        said = letter.last_error if not letter.bounced_at else ""
        yield Step(letter.delayed_at, N_("%(letter)s: delayed on the way"), kind, said=said)
    if letter.bounced_at:
        text = N_("%(letter)s: came back")
        yield Step(letter.bounced_at, text, kind, said=letter.last_error, reason=letter.reason)
    if letter.state in ENDED and letter.ended_at:
        text = ENDED[letter.state]
        yield Step(letter.ended_at, text, kind, said=letter.last_error, reason=letter.reason)


def _of_opening(invitations: Iterable[Invitation]) -> Iterator[Step]:
    for each in invitations:
        if each.opened_at:
            yield Step(each.opened_at, N_("Opened the page of the invitation"))
        if each.last_opened_at and each.last_opened_at != each.opened_at:
            yield Step(each.last_opened_at, N_("Opened the page of the invitation, last time"))


def _of_answer(facts: Facts) -> Iterator[Step]:
    """Answers by link and told to staff; of earlier ones only the moment is known."""
    placed = facts.participation
    stands = next((each for each in facts.invitations if each.cancelled_at is None), None)
    way = stands.answer_way if stands else None
    at = placed.answered_at
    for moment in facts.link_answers:
        if way is not AnswerWay.LINK or at is None or abs((moment - at).total_seconds()) > 1:
            yield Step(moment, N_("Answered by link; it no longer stands"))
    if at is None or placed.answer is Answer.NONE or stands is None:
        return
    if way is AnswerWay.LINK:
        text = N_("Answered %(answer)s by link")
        yield Step(at, text, answer=placed.answer, said=placed.answer_note)
    elif way is AnswerWay.STAFF:
        text = N_("Answered %(answer)s, told to %(name)s")
        yield Step(at, text, answer=placed.answer, name=stands.answered_to, said=placed.answer_note)


def _of_reply(reply: InvitationReply) -> Step:
    counts = reply.outcome in (ReplyOutcome.APPLIED, ReplyOutcome.ACCEPTED)
    if reply.method == "COUNTER":
        words = PROPOSALS if reply.level is TrustLevel.VERIFIED else CLAIMED
        text = words.get(reply.outcome) or OUTCOMES.get(reply.outcome, N_("Proposed another time"))
    elif counts and reply.answer:
        text = BY_MAIL[reply.level]
    elif reply.outcome is ReplyOutcome.REPLAYED and reply.answer:
        text = OVERTAKEN
    else:
        text = OUTCOMES.get(reply.outcome, N_("The calendar program wrote, but gave no answer"))
    told = reply.incoming.reason if not counts else ""
    return Step(
        reply.created_at,
        text,
        answer=reply.answer or Answer.NONE,
        said=reply.comment,
        reason=told,
        params=tuple(reply.incoming.params.items()) if told else (),
    )


def _of_other(incoming: Incoming) -> Step:
    """A message about the guest that was no answer, such as a vacation notice."""
    text = N_("A message came in that changed nothing")
    params = tuple(incoming.params.items())
    return Step(incoming.created_at, text, reason=incoming.reason, params=params)


def _of_place(step: PlaceStep) -> Step:
    """A seat, an offer or a place on the list that came or went."""
    params = params_of(step)
    return Step(step.at, what_of(step), said=step.reason, reason=why_of(step), params=params)


def _of_door(check_ins: Iterable[CheckIn]) -> Iterator[Step]:
    for each in check_ins:
        if each.state in CHECKED_IN:
            yield Step(each.at, CHECKED_IN[each.state], name=each.noted_by)
