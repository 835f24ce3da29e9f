"""The invented workshops of `lab mail interop`: what is planned, sent, changed and called off."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.engagements.queries.goals import list_goals
from workshops.engagements.services import EngagementPlan, open_engagement
from workshops.invitations import queries
from workshops.invitations.models import Invitation, InvitationReply, ReplyOutcome
from workshops.invitations.rules.pasted import PastedGuest
from workshops.invitations.services import inviting, polling, responses, updates
from workshops.invitations.services.inviting import GuestList
from workshops.invitations.services.receiving import receive
from workshops.mail import inbox
from workshops.mail.models import Handling
from workshops.people.models import Organisation
from workshops.people.services import PersonDetails, edit_person, find_or_add_guests
from workshops.planning.models import Room, Seat, Workshop, WorkshopState
from workshops.planning.services import rooms, sittings, workshops
from workshops.planning.services.polls import PollPlan
from workshops.planning.services.sittings import SittingPlan
from workshops.planning.services.workshops import WorkshopFacts, WorkshopPlan

TITLE = "Kalenderprøve: opdigtet, kan slettes (calendar trial)"
MARK = "[Prøve]"
GUEST = "Søren Østergård-Ærøskøbing Lillelund"
JOIN = "https://moede.example/proeve?a=1&b=2"
ROOM = rooms.RoomFacts("Lokale 3 (opdigtet)", 40, address="Æblestien 4, 2. sal, 1456 København K")
AHEAD = timedelta(days=14)
LENGTH_MINUTES = 120
ZONE = "Europe/Copenhagen"


@dataclass
class Trial:
    """The trial while it runs: where its workshops belong, who is written to."""

    engagement: Engagement
    room: Room
    addresses: tuple[str, ...]
    planned: dict[str, Workshop] = field(default_factory=dict)

    @property
    def guests(self) -> GuestList:
        """Everybody who is written to."""
        return GuestList(
            [],
            [PastedGuest(line, GUEST, address) for line, address in enumerate(self.addresses, 1)],
        )


Step = Callable[[Trial], None]


def begin(manager: User, agency: Organisation, addresses: tuple[str, ...]) -> Trial:
    """The engagement and the room, both invented and named so."""
    plan = EngagementPlan(
        name=TITLE,
        question="Viser kalenderne det, vi sender? Opdigtet.",
        organisation=agency,
        manager=manager,
        goals=list_goals()[:1],
    )
    engagement = open_engagement(COMMAND_LINE, plan=plan)
    return Trial(engagement, rooms.add_room(COMMAND_LINE, facts=ROOM), addresses)


def invite_in_danish(trial: Trial) -> None:
    """On site, in Danish."""
    _speak(trial, "da")
    workshop = _plan(trial, "da", 0, "Breve, der forstås", room=trial.room)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=trial.guests)


def invite_in_english(trial: Trial) -> None:
    """In English, with a long Danish title and an emoji."""
    _speak(trial, "en")
    title = "Samskabelse på Ærøskøbing Ældreråds “Åbne Ørevinger” – ÆØÅ æøå 😀"
    workshop = _plan(trial, "en", 1, title, room=trial.room)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=trial.guests)


def invite_to_hybrid(trial: Trial) -> None:
    """A room, and a link for those who join from elsewhere."""
    _speak(trial, "da")
    workshop = _plan(trial, "hybrid", 2, "Hybrid prøve", room=trial.room, online_url=JOIN)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=trial.guests)


def invite_online(trial: Trial) -> None:
    """No room at all."""
    workshop = _plan(trial, "online", 3, "Prøve kun på nettet", online_url=JOIN)
    guests = replace(trial.guests, seat=Seat.ONLINE)
    inviting.invite(COMMAND_LINE, workshop=workshop, guests=guests)


def move(trial: Trial) -> None:
    """The first workshop begins an hour and a half later."""
    workshop = trial.planned["da"]
    sitting = workshop.sittings[0]
    plan = SittingPlan(_day(0) + timedelta(minutes=90), LENGTH_MINUTES, ZONE, room=trial.room)
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
    plan = SittingPlan(_day(4), LENGTH_MINUTES, ZONE, room=trial.room, online_url=JOIN)
    sittings.add_sitting(COMMAND_LINE, workshop=workshop, plan=plan)
    _send_updates(workshop)


def hold(trial: Trial) -> None:
    """A date poll keeps a day free; the question itself comes as a letter without entry."""
    workshop = _plan(trial, "poll", 5, "Prøve med datovalg")
    times = [(_instant(6), LENGTH_MINUTES)]
    plan = PollPlan(times, closes_at=clock.now() + timedelta(days=7), quorum=1, with_holds=True)
    polling.ask_for_date(COMMAND_LINE, workshop=workshop, plan=plan, guests=trial.guests)


def call_off(trial: Trial) -> None:
    """The online workshop will not be held."""
    _cancel(trial.planned["online"])


def decline_proposals(trial: Trial) -> None:
    """Each guest is taken to have proposed another time; it is declined."""
    for invitation in queries.list_open(trial.planned["en"].id):
        received = receive(_counter(invitation))
        proposal = db.session.scalars(
            select(InvitationReply).where(InvitationReply.incoming_id == received.incoming.id)
        ).one()
        responses.decline_counter(proposal, "Lokalet er optaget. (Prøve)")
        proposal.outcome = ReplyOutcome.DISMISSED
        inbox.settle(received.incoming, Handling.SETTLED, about=invitation)


def end(workshop: Workshop) -> None:
    """Take a trial's workshop out of everybody's calendar."""
    if workshop.state is not WorkshopState.CANCELLED:
        _cancel(workshop)
    workshops.delete_workshop(COMMAND_LINE, workshop=workshop)


def _cancel(workshop: Workshop) -> None:
    workshops.change_state(
        COMMAND_LINE,
        workshop=workshop,
        to=WorkshopState.CANCELLED,
        now=clock.now(),
        reason="Prøven er slut.",
    )


def _plan(
    trial: Trial, key: str, day: int, name: str, room: Room | None = None, online_url: str = ""
) -> Workshop:
    facts = WorkshopFacts(
        name=f"{MARK} {name}",
        purpose="Opdigtet prøve af kalendere. / Invented, to try calendars.",
        capacity_on_site=40,
        capacity_online=40,
    )
    first = SittingPlan(_day(day), LENGTH_MINUTES, ZONE, room=room, online_url=online_url)
    workshop = workshops.plan_workshop(
        COMMAND_LINE, engagement=trial.engagement, plan=WorkshopPlan(facts, first)
    )
    trial.planned[key] = workshop
    return workshop


def _day(number: int) -> datetime:
    """9 o'clock, some days from now."""
    local = clock.now().astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    first = local.replace(hour=9, minute=0, second=0, microsecond=0) + AHEAD
    return first + timedelta(days=number)


def _instant(number: int) -> datetime:
    return SittingPlan(_day(number), LENGTH_MINUTES, ZONE).starts_at


def _send_updates(workshop: Workshop) -> None:
    pending = queries.list_pending(workshop)
    uninvited = queries.list_uninvited(workshop.id, clock.now())
    seen = queries.fingerprint(pending, uninvited)
    updates.send_updates(COMMAND_LINE, workshop=workshop, seen=seen)


def _speak(trial: Trial, language: str) -> None:
    """Letters are in the language of the guest; whoever was known before keeps theirs."""
    pasted = [(GUEST, address) for address in trial.addresses]
    for person in find_or_add_guests(COMMAND_LINE, guests=pasted, language=language):
        if person.name == GUEST and person.language != language:
            details = PersonDetails(GUEST, person.email or "", languages=(language,))
            edit_person(COMMAND_LINE, person=person, details=details, version=person.version)


def _counter(invitation: Invitation) -> bytes:
    """What the guest's calendar program would send when it proposes another time."""
    address = str(invitation.participation.person.email)
    starts = invitation.participation.sitting.starts_at + timedelta(hours=3)
    ends = starts + timedelta(minutes=LENGTH_MINUTES)
    lines = [
        f"From: {address}",
        f"Subject: Counter {invitation.public_id}",
        "MIME-Version: 1.0",
        "Content-Type: text/calendar; charset=utf-8; method=COUNTER",
        "",
        "BEGIN:VCALENDAR",
        "PRODID:-//Samskab//interop//EN",
        "VERSION:2.0",
        "METHOD:COUNTER",
        "BEGIN:VEVENT",
        f"UID:{invitation.uid}",
        f"SEQUENCE:{invitation.sequence}",
        f"DTSTAMP:{clock.now():%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts:%Y%m%dT%H%M%SZ}",
        f"DTEND:{ends:%Y%m%dT%H%M%SZ}",
        f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{address}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()
