"""Who may do what to workshops, agendas, participants, rooms and methods."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor, ActorKind, Role
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import is_member
from workshops.planning.models import Workshop


def is_facilitator(actor: Actor, workshop: Workshop) -> bool:
    """Whether the one who asks is assigned to run this workshop."""
    if actor.kind is not ActorKind.USER:
        return False
    return any(assigned.user_id == actor.id for assigned in workshop.facilitators)


def own(actor: Actor, workshop: Workshop) -> bool:
    """What the authorisation table calls own: assigned to the workshop, or in its engagement.

    A facilitator's workshops are those they are assigned to, not every one of the engagement. A
    deleted workshop is nobody's.
    """
    return workshop.deleted_at is None and belongs(actor, workshop)


def belongs(actor: Actor, workshop: Workshop) -> bool:
    """The same, also when the workshop is deleted."""
    if actor.role is Role.FACILITATOR:
        return is_facilitator(actor, workshop)
    return is_facilitator(actor, workshop) or is_member(actor, workshop.engagement)


def can_plan_workshop(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may begin a workshop in this engagement."""
    mine = is_member(actor, engagement)
    return allows(actor, "C", "workshop", own=mine) and (mine or actor.trusted)


def can_edit_workshop(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may change the workshop's facts, days, team and facilitators."""
    return allows(actor, "U", "workshop", own=own(actor, workshop))


def can_decide_workshop(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may invite, confirm, close or cancel."""
    return allows(actor, "P", "workshop", own=own(actor, workshop))


def can_delete_workshop(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may delete the workshop and bring it back."""
    return allows(actor, "D", "workshop", own=belongs(actor, workshop))


def can_see_agenda(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may read the agenda without what is for facilitators only."""
    return allows(actor, "R", "agenda", own=own(actor, workshop))


def can_edit_agenda(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may change the agenda."""
    return allows(actor, "U", "agenda", own=own(actor, workshop))


def can_see_notes(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may read the notes for facilitators."""
    return allows(actor, "R", "facilitator_note", own=own(actor, workshop))


def can_see_participants(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may see who takes part, by name, and what they answered."""
    return allows(actor, "R", "participation", own=own(actor, workshop))


def can_see_counts(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may see how many answered what."""
    return allows(actor, "R", "participation_count", own=own(actor, workshop))


def can_add_participants(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may put people on the workshop."""
    return allows(actor, "C", "participation", own=own(actor, workshop))


def can_remove_participants(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may take people off the workshop."""
    return allows(actor, "D", "participation", own=own(actor, workshop))


def can_record_attendance(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may note who came, what they need, and an answer given by word of mouth."""
    return allows(actor, "U", "participation", own=own(actor, workshop))


def can_export_participants(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may take the list of who came with them as a file."""
    return allows(actor, "X", "participation", own=own(actor, workshop))


def can_answer(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may write an answer: a guest by link or mail, or those who run the workshop.

    Which guest a link or a mail speaks for is settled by the slice that took it in.
    """
    guest = actor.kind in (ActorKind.LINK, ActorKind.MAIL)
    return guest or can_record_attendance(actor, workshop)


def can_see_activity(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may read who did what to the workshop."""
    return allows(actor, "R", "activity", own=own(actor, workshop))


def can_see_rooms(actor: Actor) -> bool:
    """Whether they may read the list of rooms."""
    return allows(actor, "R", "room")


def can_add_room(actor: Actor) -> bool:
    """Whether they may enter a new room."""
    return allows(actor, "C", "room")


def can_edit_room(actor: Actor) -> bool:
    """Whether they may change a room."""
    return allows(actor, "U", "room")


def can_delete_room(actor: Actor) -> bool:
    """Whether they may delete a room and bring it back."""
    return allows(actor, "D", "room")


def may_method(actor: Actor, act: str) -> bool:
    """Whether they may do that (C, U, D) in the method library."""
    return allows(actor, act, "method")


def can_see_poll(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may read a date poll with who said what."""
    return allows(actor, "R", "date_poll", own=own(actor, workshop))


def can_open_poll(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may ask people for a date."""
    return allows(actor, "C", "date_poll", own=own(actor, workshop))


def can_change_poll(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may add days to a poll and take them out."""
    return allows(actor, "U", "date_poll", own=own(actor, workshop)) and not _by_link(actor)


def can_note_votes(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may write down what a guest said about the days by word of mouth."""
    return can_change_poll(actor, workshop)


def can_choose_date(actor: Actor, workshop: Workshop) -> bool:
    """Whether they may remind, choose a day, or end a poll without one."""
    return allows(actor, "P", "date_poll", own=own(actor, workshop))


def can_vote(actor: Actor, guest_id: int) -> bool:
    """Whether they may vote: only the guest that the link is bound to."""
    return _by_link(actor) and actor.id == guest_id and allows(actor, "U", "date_poll")


def _by_link(actor: Actor) -> bool:
    return actor.kind is ActorKind.LINK
