"""What is stored about guests of a workshop, gathered with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workshops.activity.models import Activity
from workshops.core.actor import ActorKind
from workshops.core.db import db
from workshops.invitations.models import (
    Invitation,
    InvitationLetter,
    InvitationReply,
    LetterKind,
)
from workshops.invitations.rules.timeline import Facts
from workshops.mail.models import Handling, Incoming, Letter
from workshops.planning.models import Participation, Workshop
from workshops.planning.models.attendance import CheckIn
from workshops.planning.models.seats import PlaceStep


def list_facts(workshop: Workshop, placed: Sequence[Participation]) -> dict[int, Facts]:
    """The facts by participation; seven queries for any number of them."""
    invitations = _invitations([each.id for each in placed])
    whose = {each.id: each.participation_id for each in invitations}
    letters = _letters(whose)
    replies = _replies(whose)
    taken = {reply.incoming_id for rows in replies.values() for reply in rows}
    others = _others(whose, letters, taken)
    answers = _link_answers(workshop, invitations, placed)
    check_ins = _by_participation(CheckIn, (CheckIn.at, CheckIn.id), placed)
    places = _by_participation(PlaceStep, (PlaceStep.id,), placed)
    return {
        each.id: Facts(
            participation=each,
            invitations=tuple(one for one in invitations if whose[one.id] == each.id),
            letters=tuple(letters[each.id]),
            replies=tuple(replies[each.id]),
            others=tuple(others[each.id]),
            link_answers=tuple(answers[each.id]),
            check_ins=tuple(check_ins[each.id]),
            places=tuple(places[each.id]),
        )
        for each in placed
    }


def _invitations(participation_ids: Sequence[int]) -> Sequence[Invitation]:
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.participation_id.in_(participation_ids))
        .order_by(Invitation.id)
    ).all()


def _letters(whose: dict[int, int]) -> dict[int, list[tuple[Letter, LetterKind]]]:
    rows = db.session.execute(
        select(InvitationLetter.invitation_id, InvitationLetter.kind, Letter)
        .join(Letter, Letter.id == InvitationLetter.letter_id)
        .where(InvitationLetter.invitation_id.in_(whose))
        .order_by(Letter.id)
    )
    found: dict[int, list[tuple[Letter, LetterKind]]] = defaultdict(list)
    for invitation_id, kind, letter in rows:
        found[whose[invitation_id]].append((letter, kind))
    return found


def _replies(whose: dict[int, int]) -> dict[int, list[InvitationReply]]:
    found: dict[int, list[InvitationReply]] = defaultdict(list)
    rows = db.session.scalars(
        select(InvitationReply)
        .where(InvitationReply.invitation_id.in_(whose))
        .options(joinedload(InvitationReply.incoming))
        .order_by(InvitationReply.id)
    )
    for reply in rows:
        found[whose[reply.invitation_id]].append(reply)
    return found


def _others(
    whose: dict[int, int],
    letters: dict[int, list[tuple[Letter, LetterKind]]],
    taken: Iterable[int],
) -> dict[int, list[Incoming]]:
    """Messages about the guest that were no answer; reports are told with their letter."""
    guests = {(Invitation.__tablename__, number): guest for number, guest in whose.items()}
    for guest, rows in letters.items():
        guests |= {(Letter.__tablename__, letter.id): guest for letter, _kind in rows}
    found: dict[int, list[Incoming]] = defaultdict(list)
    about_letter = [number for kind, number in guests if kind == Letter.__tablename__]
    wanted = select(Incoming).where(
        (
            (Incoming.record_kind == Invitation.__tablename__)
            & Incoming.record_id.in_(whose)
            & Incoming.id.not_in(list(taken))
        )
        | (
            (Incoming.record_kind == Letter.__tablename__)
            & Incoming.record_id.in_(about_letter)
            & (Incoming.handling == Handling.IGNORED)
        )
    )
    for each in db.session.scalars(wanted.order_by(Incoming.id)):
        found[guests[each.record_kind, each.record_id or 0]].append(each)
    return found


def _link_answers(
    workshop: Workshop, invitations: Sequence[Invitation], placed: Sequence[Participation]
) -> dict[int, list[datetime]]:
    """When somebody answered by link; a link speaks for all days of its guest."""
    persons = {each.id: each.person_id for each in placed}
    by_link = {each.id: persons[each.participation_id] for each in invitations}
    rows = db.session.execute(
        select(Activity.actor_number, Activity.happened_at)
        .where(
            Activity.record_kind == Workshop.__tablename__,
            Activity.record_id == workshop.id,
            Activity.act == "answered",
            Activity.actor_kind == ActorKind.LINK,
            Activity.actor_number.in_(by_link),
        )
        .order_by(Activity.id)
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    told = {(by_link[number or 0], at) for number, at in rows}
    for each in placed:
        found[each.id] = sorted(at for person, at in told if person == each.person_id)
    return found


def _by_participation(
    kind: Any, order: tuple[Any, ...], placed: Sequence[Participation]
) -> dict[int, list[Any]]:
    """Rows of a kind that belong to a participation, in an order."""
    found: dict[int, list[Any]] = defaultdict(list)
    mine = kind.participation_id.in_([each.id for each in placed])
    for each in db.session.scalars(select(kind).where(mine).order_by(*order)):
        found[each.participation_id].append(each)
    return found
