"""Answers: by personal link, or told to staff; needs for the day; a new link for a lost one."""

from collections.abc import Sequence

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db
from workshops.core.errors import Conflict, Gone, NotAllowed
from workshops.core.text import N_
from workshops.invitations import permissions, queries
from workshops.invitations.models import AnswerWay, Invitation
from workshops.invitations.rules.limits import may_send_link
from workshops.invitations.services import letters
from workshops.invitations.services.beside import require_beside
from workshops.invitations.services.inviting import send_again
from workshops.invitations.services.poll_facts import send_links_again
from workshops.planning.models import Answer, Workshop, WorkshopState
from workshops.planning.services import needs, participation


def answer_by_link(
    *,
    invitation: Invitation,
    answer: Answer,
    only: Invitation | None = None,
    seen: str | None = None,
) -> Sequence[Invitation]:
    """Take a guest's answer for every sitting still to come, or for `only` one of them.

    `seen` is the version that the button stood beside. Raises Gone when the invitation was taken
    back, Conflict when there is nothing left to answer, Stale when time or place is new since.
    """
    actor = link_actor(invitation)
    mine = open_of_link(invitation)
    wanted = [each for each in mine if only is None or each.id == only.id]
    require_beside([each.participation for each in wanted], seen)
    coming = [each for each in wanted if each.participation.sitting.starts_at > clock.now()]
    if not coming:
        raise Conflict(N_("It has begun already; the answer can no longer be changed."))
    _write(actor, coming, answer, AnswerWay.LINK)
    return coming


def note_answer(
    actor: Actor, *, invitation: Invitation, answer: Answer, seen: str | None = None
) -> None:
    """Write down an answer that a guest gave by telephone or in passing.

    Raises NotAllowed, Conflict when the day is over, and Stale when time or place is new since
    `seen`, the version that the button stood beside.
    """
    workshop = invitation.participation.sitting.workshop
    if not permissions.can_note_answers(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can note an answer."))
    if invitation.participation.sitting.ends_at <= clock.now():
        raise Conflict(N_("The day is over. Note in the attendance list who came."))
    require_beside([invitation.participation], seen)
    _write(actor, [invitation], answer, AnswerWay.STAFF)


def answer_by_mail(
    *, invitation: Invitation, answer: Answer, note: str = "", unverified: bool = False
) -> None:
    """Take an answer from the guest's calendar program for the one sitting that it is about.

    One that nobody has verified takes a seat away only after ten minutes.

    Raises Conflict when the workshop is over.
    """
    actor = Actor(ActorKind.MAIL, invitation.id, invitation.participation.person.name)
    _write(actor, [invitation], answer, AnswerWay.MAIL, note, unverified)


def take_back_by_link(*, invitation: Invitation, before: Answer) -> None:
    """An answer in the guest's name was not theirs: what stood before it stands again.

    Raises Gone when the invitation was taken back, Conflict when the workshop is over.
    """
    open_of_link(invitation)
    participation.take_back(
        link_actor(invitation),
        participation=invitation.participation,
        before=before,
        now=clock.now(),
    )
    stands = before is not Answer.NONE
    invitation.answered_sequence = invitation.sequence if stands else None
    invitation.answer_way = AnswerWay.LINK if stands else None
    invitation.older_answer, invitation.answered_to = None, ""
    db.session.flush()


def say_needs(*, invitation: Invitation, access: str, diet: str) -> None:
    """Keep what a guest needs on the day, for this workshop and only for it."""
    open_of_link(invitation)
    placed = invitation.participation
    needs.say_needs(
        link_actor(invitation),
        workshop=placed.sitting.workshop,
        person=placed.person,
        access=access,
        diet=diet,
    )


def end_reminders(*, invitation: Invitation) -> None:
    """No more reminders to this guest about this workshop. Raises Gone for a spent link."""
    for mine in open_of_link(invitation):
        mine.reminders_off_at = mine.reminders_off_at or clock.now()
    db.session.flush()
    workshop = invitation.participation.sitting.workshop
    activity.record(
        link_actor(invitation),
        "reminders_ended",
        invitation,
        title=workshop.name,
        engagement_id=workshop.engagement_id,
    )


def send_new_links(*, address: str) -> None:
    """Mail the open invitations of an address once more, to that address and nowhere else.

    Nothing tells whether there was any. One letter per sitting, at most once an hour.
    """
    now = clock.now()
    send_links_again(address)
    for invitation in queries.list_open_of_address(address):
        if invitation.participation.sitting.starts_at <= now:
            continue
        if may_send_link(letters.last_posted_at(invitation), now):
            send_again(link_actor(invitation), invitation)


def open_of_link(invitation: Invitation) -> Sequence[Invitation]:
    """The open invitations that one personal link speaks for: the same person, all sittings.

    Raises Gone when the link's own invitation was taken back.
    """
    workshop: Workshop = invitation.participation.sitting.workshop
    mine = queries.list_open_of_person(workshop.id, invitation.participation.person_id)
    if not mine or workshop.state is WorkshopState.CANCELLED:
        raise Gone(N_("This invitation is no longer open."))
    return mine


def link_actor(invitation: Invitation) -> Actor:
    """The guest behind a personal link, as the one who acts."""
    return Actor(ActorKind.LINK, invitation.id, invitation.participation.person.name)


def _write(
    actor: Actor,
    invitations: Sequence[Invitation],
    answer: Answer,
    way: AnswerWay,
    note: str = "",
    unverified: bool = False,
) -> None:
    for invitation in sorted(invitations, key=lambda one: one.participation.sitting_id):
        participation.answer(
            actor,
            participation=invitation.participation,
            answer=answer,
            now=clock.now(),
            note=note,
            unverified=unverified,
        )
        invitation.answered_sequence = invitation.sequence
        invitation.older_answer = None
        invitation.answer_way = way
        invitation.answered_to = actor.name if way is AnswerWay.STAFF else ""
    db.session.flush()
