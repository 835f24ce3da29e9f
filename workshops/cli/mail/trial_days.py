"""What a calendar trial is made of: its engagement, room, days and guests, all invented."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE
from workshops.engagements.models import Engagement
from workshops.engagements.queries.goals import list_goals
from workshops.engagements.services import EngagementPlan, open_engagement
from workshops.invitations.models import Invitation
from workshops.invitations.rules.pasted import PastedGuest
from workshops.invitations.services.inviting import GuestList
from workshops.people.models import Organisation
from workshops.people.services import PersonDetails, edit_person, find_or_add_guests
from workshops.planning.models import Room, Workshop
from workshops.planning.services import rooms, workshops
from workshops.planning.services.sittings import SittingPlan
from workshops.planning.services.workshops import WorkshopFacts, WorkshopPlan

TITLE = "Kalenderprøve: opdigtet, kan slettes (calendar trial)"
MARK = "[Prøve]"
GUEST = "Søren Østergård-Ærøskøbing Lillelund"
SILENT = "plads@proeve.example"
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


def plan_day(
    trial: Trial, key: str, number: int, name: str, room: Room | None = None, online_url: str = ""
) -> Workshop:
    """A workshop of one day, kept under `key` for what happens to it later."""
    facts = WorkshopFacts(
        name=f"{MARK} {name}",
        purpose="Opdigtet prøve af kalendere. / Invented, to try calendars.",
        capacity_on_site=40,
        capacity_online=40,
    )
    first = SittingPlan(day(number), LENGTH_MINUTES, ZONE, room=room, online_url=online_url)
    workshop = workshops.plan_workshop(
        COMMAND_LINE, engagement=trial.engagement, plan=WorkshopPlan(facts, first)
    )
    trial.planned[key] = workshop
    return workshop


def day(number: int) -> datetime:
    """9 o'clock, some days from now."""
    local = clock.now().astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    first = local.replace(hour=9, minute=0, second=0, microsecond=0) + AHEAD
    return first + timedelta(days=number)


def instant(number: int) -> datetime:
    """The same as an instant."""
    return SittingPlan(day(number), LENGTH_MINUTES, ZONE).starts_at


def speak(trial: Trial, language: str) -> None:
    """Letters are in the language of the guest; whoever was known before keeps theirs."""
    pasted = [(GUEST, address) for address in trial.addresses]
    for person in find_or_add_guests(COMMAND_LINE, guests=pasted, language=language):
        if person.name == GUEST and person.language != language:
            details = PersonDetails(GUEST, person.email or "", languages=(language,))
            edit_person(COMMAND_LINE, person=person, details=details, version=person.version)


def counter(invitation: Invitation) -> bytes:
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
