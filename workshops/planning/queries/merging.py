"""What two persons who are to be one have said otherwise about the same days."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.text import N_
from workshops.people.events import Difference, WhatDiffers
from workshops.planning import permissions
from workshops.planning.models import Answer, DayNeed, Participation, Sitting, Workshop
from workshops.planning.models.polls import PollGuest, PollVote
from workshops.planning.rules.merging import Word, clash, is_later

ANSWERS = {Answer.YES: N_("Yes"), Answer.MAYBE: N_("Maybe"), Answer.NO: N_("No")}
NEEDS = {"access": N_("Access needs"), "diet": N_("Food")}
UNREAD = N_("What the one that stays said"), N_("What the other one said")


def answer_key(sitting_id: int) -> str:
    """The key of two answers to one day."""
    return f"answer_{sitting_id}"


def vote_key(slot_id: int) -> str:
    """The key of two votes about one proposed day."""
    return f"vote_{slot_id}"


def need_key(field: str, workshop_id: int) -> str:
    """The key of two wishes for one workshop; `field` is access or diet."""
    return f"{field}_{workshop_id}"


def answer_word(row: Participation) -> Word:
    """What somebody answered; who was taken off has said nothing."""
    silent = row.answer is Answer.NONE or row.removed_at is not None
    return Word(None if silent else row.answer, row.answered_at)


def vote_word(vote: PollVote | None) -> Word:
    """What somebody said about one proposed day."""
    return Word(vote.vote if vote else None, vote.updated_at if vote else None)


def need_word(need: DayNeed, field: str) -> Word:
    """What somebody needs."""
    return Word(getattr(need, field) or None, need.updated_at)


def list_participation_pairs(
    kept_id: int, gone_id: int
) -> Sequence[tuple[Participation, Participation]]:
    """Where both are, or were, on one day, by day."""
    kept, gone = participations_of(kept_id), participations_of(gone_id)
    return [(kept[number], gone[number]) for number in kept if number in gone]


def participations_of(person_id: int) -> dict[int, Participation]:
    """Every place of a person, also of those taken off, by the number of its day."""
    query = (
        select(Participation)
        .where(Participation.person_id == person_id)
        .options(joinedload(Participation.sitting).joinedload(Sitting.workshop))
        .order_by(Participation.id)
    )
    return {row.sitting_id: row for row in db.session.scalars(query)}


def poll_guests_of(person_id: int) -> dict[int, PollGuest]:
    """Where a person is asked for a date, by the number of the poll."""
    query = select(PollGuest).where(PollGuest.person_id == person_id).order_by(PollGuest.id)
    return {guest.poll_id: guest for guest in db.session.scalars(query)}


def needs_of(person_id: int) -> dict[int, DayNeed]:
    """What a person needs, by the number of the workshop."""
    query = select(DayNeed).where(DayNeed.person_id == person_id).order_by(DayNeed.id)
    return {need.workshop_id: need for need in db.session.scalars(query)}


def list_differences(asked: WhatDiffers) -> Sequence[Difference]:
    """Answers, votes and needs in which two persons differ, as far as the one who asks may read.

    What somebody needs is shown to those who run the workshop only; others choose unread.
    """
    found = [*_answers(asked), *_votes(asked), *_needs(asked)]
    return sorted(found, key=lambda one: (one.title, one.heading, str(one.at)))


def _answers(asked: WhatDiffers) -> Iterator[Difference]:
    for kept, gone in list_participation_pairs(asked.kept_id, asked.gone_id):
        mine, theirs = answer_word(kept), answer_word(gone)
        if clash(mine, theirs):
            sitting = kept.sitting
            yield Difference(
                key=answer_key(sitting.id),
                heading=N_("Answer"),
                title=sitting.workshop.name,
                kept=ANSWERS[kept.answer],
                gone=ANSWERS[gone.answer],
                later=is_later(mine, theirs),
                at=sitting.starts_at,
                timezone=sitting.timezone,
            )


def _votes(asked: WhatDiffers) -> Iterator[Difference]:
    others = poll_guests_of(asked.gone_id)
    for number, guest in poll_guests_of(asked.kept_id).items():
        if number not in others:
            continue
        said = {vote.slot_id: vote for vote in others[number].votes}
        for vote in guest.votes:
            other = said.get(vote.slot_id)
            mine, theirs = vote_word(vote), vote_word(other)
            if other is not None and clash(mine, theirs):
                yield Difference(
                    key=vote_key(vote.slot_id),
                    heading=N_("Vote on a date"),
                    title=guest.poll.workshop.name,
                    kept=vote.vote.label,
                    gone=other.vote.label,
                    later=is_later(mine, theirs),
                    at=vote.slot.starts_at,
                    timezone=guest.poll.timezone,
                )


def _needs(asked: WhatDiffers) -> Iterator[Difference]:
    others = needs_of(asked.gone_id)
    for number, need in needs_of(asked.kept_id).items():
        for field, heading in NEEDS.items() if number in others else ():
            mine, theirs = need_word(need, field), need_word(others[number], field)
            if clash(mine, theirs):
                yield _need(asked.actor, number, field, heading, (mine, theirs))


def _need(
    actor: Actor, workshop_id: int, field: str, heading: str, words: tuple[Word, Word]
) -> Difference:
    workshop = db.session.get_one(Workshop, workshop_id)
    readable = permissions.can_see_participants(actor, workshop)
    mine, theirs = (str(word.said) for word in words) if readable else UNREAD
    return Difference(
        key=need_key(field, workshop_id),
        heading=heading,
        title=workshop.name,
        kept=mine,
        gone=theirs,
        later=is_later(*words),
        fixed=not readable,
    )
