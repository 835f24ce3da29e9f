"""The invented workshops of `lab mail interop`: what is planned, sent, changed and called off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from workshops.cli.mail.trial_days import (
    GUEST,
    JOIN,
    LENGTH_MINUTES,
    SILENT,
    ZONE,
    Trial,
    counter,
    day,
    instant,
    plan_day,
    speak,
)
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE
from workshops.invitations import queries
from workshops.invitations.queries.incoming import get_message
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.services import countering, inviting, poll_facts, polling, updates
from workshops.invitations.services.answers import note_answer
from workshops.invitations.services.receiving import receive
from workshops.people.services import find_or_add_guests
from workshops.planning.models import Answer, Seat, Workshop, WorkshopState
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries.polls import find_open
from workshops.planning.services import participation, sittings, workshops
from workshops.planning.services.polls import PollPlan
from workshops.planning.services.sittings import SittingPlan
from workshops.planning.services.workshops import WorkshopFacts

Step = Callable[[Trial], None]


def invite_in_danish(trial: Trial) -> None:
    """On site, in Danish."""
    speak(trial, "da")
    workshop = plan_day(trial, "da", 0, "Breve, der forstås", room=trial.room)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=trial.guests)


def invite_in_english(trial: Trial) -> None:
    """In English, with a long Danish title and an emoji."""
    speak(trial, "en")
    title = "Samskabelse på Ærøskøbing Ældreråds “Åbne Ørevinger” – ÆØÅ æøå 😀"
    workshop = plan_day(trial, "en", 1, title, room=trial.room)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=trial.guests)


def invite_to_hybrid(trial: Trial) -> None:
    """A room, and a link for those who join from elsewhere."""
    speak(trial, "da")
    workshop = plan_day(trial, "hybrid", 2, "Hybrid prøve", room=trial.room, online_url=JOIN)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=trial.guests)


def invite_online(trial: Trial) -> None:
    """No room at all."""
    workshop = plan_day(trial, "online", 3, "Prøve kun på nettet", online_url=JOIN)
    guests = replace(trial.guests, seat=Seat.ONLINE)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=guests)


def move(trial: Trial) -> None:
    """The first workshop begins an hour and a half later."""
    workshop = trial.planned["da"]
    sitting = workshop.sittings[0]
    plan = SittingPlan(day(0) + timedelta(minutes=90), LENGTH_MINUTES, ZONE, room=trial.room)
    sittings.change_sitting(COMMAND_LINE, sitting=sitting, plan=plan, version=sitting.version)
    _send_updates(workshop)


def rewrite(trial: Trial) -> None:
    """Only the text is new: an answer stays."""
    workshop = trial.planned["da"]
    facts = WorkshopFacts(
        name=workshop.name, purpose="Ny tekst: Tag et brev med, du selv har fået. Prøve."
    )
    workshops.edit_workshop(COMMAND_LINE, workshop=workshop, facts=facts, version=workshop.version)
    _send_updates(workshop)


def add_day(trial: Trial) -> None:
    """A second day, with an entry of its own."""
    workshop = trial.planned["hybrid"]
    plan = SittingPlan(day(4), LENGTH_MINUTES, ZONE, room=trial.room, online_url=JOIN)
    sittings.add_sitting(COMMAND_LINE, workshop=workshop, plan=plan)
    _send_updates(workshop)


def put_on_waiting_list(trial: Trial) -> None:
    """The one seat is taken by somebody who gets no letters; each guest says yes and waits."""
    workshop = plan_day(trial, "full", 7, "Prøve med venteliste", room=trial.room)
    _give_seats(workshop, 1)
    first = find_or_add_guests(COMMAND_LINE, guests=[(GUEST, SILENT)], language="da")
    placed = participation.add_guests(COMMAND_LINE, workshop=workshop, people=first)
    participation.answer(COMMAND_LINE, participation=placed[0], answer=Answer.YES, now=clock.now())
    for invitation in inviting.invite(COMMAND_LINE, workshop=workshop, guests=trial.guests):
        note_answer(COMMAND_LINE, invitation=invitation, answer=Answer.YES)


def promote(trial: Trial) -> None:
    """There are more seats: everybody who waits gets one."""
    _give_seats(trial.planned["full"], 40)


def hold(trial: Trial) -> None:
    """A date poll keeps a day free; the question itself comes as a letter without entry."""
    workshop = plan_day(trial, "poll", 5, "Prøve med datovalg")
    times = [(instant(6), LENGTH_MINUTES)]
    plan = PollPlan(times, closes_at=clock.now() + timedelta(days=7), quorum=1, with_holds=True)
    _tell(polling.ask_for_date(COMMAND_LINE, workshop=workshop, plan=plan, guests=trial.guests))


def call_off(trial: Trial) -> None:
    """The online workshop will not be held."""
    _cancel(trial.planned["online"])


def decline_proposals(trial: Trial) -> None:
    """Each guest is taken to have proposed another time; it is declined."""
    for invitation in queries.list_open(trial.planned["en"].id):
        received = receive(counter(invitation))
        message = get_message(COMMAND_LINE, received.incoming.public_id)
        countering.confirm(COMMAND_LINE, message=message)
        countering.decline(COMMAND_LINE, message=message, reason="Lokalet er optaget. (Prøve)")


def end(workshop: Workshop) -> None:
    """Take a trial's workshop out of everybody's calendar."""
    asked = find_open(workshop)
    if workshop.state is not WorkshopState.CANCELLED:
        _cancel(workshop)
    workshops.delete_workshop(COMMAND_LINE, workshop=workshop)
    if asked is not None:
        _tell(asked)


def _tell(poll: DatePoll) -> None:
    """Write to the guests of a poll now, without waiting for the worker."""
    for guest in poll.guests:
        poll_facts.tell(guest.id, "")


def _give_seats(workshop: Workshop, count: int) -> None:
    facts = WorkshopFacts(
        name=workshop.name, purpose=workshop.purpose, capacity_on_site=count, capacity_online=40
    )
    workshops.edit_workshop(COMMAND_LINE, workshop=workshop, facts=facts, version=workshop.version)


def _cancel(workshop: Workshop) -> None:
    workshops.change_state(
        COMMAND_LINE,
        workshop=workshop,
        to=WorkshopState.CANCELLED,
        now=clock.now(),
        reason="Prøven er slut.",
    )


def _send_updates(workshop: Workshop) -> None:
    seen = updates_of(workshop, clock.now()).fingerprint
    updates.send_updates(COMMAND_LINE, workshop=workshop, seen=seen)
