"""Random lives of workshops: what a project manager and guests may do, in any order, from a seed.

The mail server takes what is queued at random moments, lane by lane, so that updates also replace
what has not left yet.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.factories import make_engagement, make_room, make_user, make_workshop
from tests.invitations.mails import mail, said
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import NotFound, Problem
from workshops.invitations import queries
from workshops.invitations.models import Invitation
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.rules.pasted import PastedGuest
from workshops.invitations.services import addresses, answers, inviting, placing, updates
from workshops.invitations.services.receiving import receive
from workshops.mail.models import Letter, LetterState
from workshops.planning.models import Answer, Participation, Seat, Sitting, WorkshopState
from workshops.planning.services import sittings, workshops
from workshops.planning.services.sittings import SittingPlan
from workshops.planning.services.workshops import WorkshopFacts

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FIRST_DAY = datetime(2027, 2, 1, 9, 0)  # noqa: DTZ001 - wall time
ZONES = ("Europe/Copenhagen", "America/Nuuk", "Atlantic/Faroe", "Africa/Casablanca")
TITLES = ("Breve, der forstås; “på én gang”", "Borgerens vej\\ind", "Årets møde 😀", "Kort")
ADDRESSES = ("Havnegade 1, Aarhus", "Havnegade 1, Aarhus", "Torvet 9; 2. sal")


class Life:
    """One workshop and the five people who may be invited to it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same lives in every run
        self.now = START
        manager, days = make_user(), self.chance.randint(1, 2)
        self.workshop = make_workshop(make_engagement(manager), sittings=days, language="da")
        self.actor = manager.actor()
        self.rooms = [
            make_room(name=f"Sal {number}-{seed}", address=address)
            for number, address in enumerate(ADDRESSES)
        ]
        self.guests = [
            PastedGuest(n, f"Gæst {n} Ø", f"g{n}.{seed}@kommune.example") for n in range(5)
        ]

    def live(self, acts: int) -> Iterator[list[Letter]]:
        """Do that many things and then end it; after each the letters that leave."""
        # All days are still to come when it ends: one that was held keeps its entries.
        for number, day in enumerate(list(self.workshop.sittings)):
            self._do(partial(self._plan, day, local=FIRST_DAY + timedelta(days=number)))
        self._do(partial(self._invite, self.guests[:3]))
        yield self._leave(share=1)
        for _ in range(acts):
            self._do(self.chance.choice(self._acts()))
            yield self._leave(share=0.7)
        self._do(self.chance.choice([self._cancel, self._remove_all]))
        yield self._leave(share=1)

    def open(self) -> Sequence[Invitation]:
        """The invitations that stand."""
        return queries.list_open(self.workshop.id)

    def ever(self) -> Sequence[Invitation]:
        """Every invitation there has been."""
        placed = Invitation.participation.has(
            Participation.sitting.has(Sitting.workshop_id == self.workshop.id)
        )
        return db.session.scalars(select(Invitation).where(placed).order_by(Invitation.id)).all()

    def _acts(self) -> list[Callable[[], None]]:
        change = [self._move, self._place, self._rename, self._online, self._stretch]
        guest = [self._answer, self._reply, self._remove, self._invite_one, self._seat]
        return [*change, *guest, self._add_day, self._remove_day, self._resend, *[self._send] * 5]

    def _do(self, act: Callable[[], None]) -> None:
        """Do one thing, minutes or days later, in one transaction; what is refused is not done."""
        self.now += timedelta(minutes=self.chance.randint(1, 1500))
        with clock.frozen_at(self.now), suppress(Problem), transaction():
            act()

    def _leave(self, share: float) -> list[Letter]:
        """Let the mail server take what is queued in that share of the lanes."""
        queued = select(Letter).where(Letter.state == LetterState.QUEUED).order_by(Letter.id)
        waiting = db.session.scalars(queued).all()
        lanes = sorted({each.lane for each in waiting})
        chosen = {lane for lane in lanes if self.chance.random() < share}
        taken = [each for each in waiting if each.lane in chosen]
        for each in taken:
            each.state = LetterState.HANDED_OVER
        db.session.commit()
        return taken

    def _plan(self, day: Sitting | None = None, **changes: object) -> None:
        sitting = day or self._sitting()
        now = {
            "local": sitting.starts_at.astimezone(ZoneInfo(sitting.timezone)).replace(tzinfo=None),
            "length_minutes": sitting.length_minutes,
            "timezone": sitting.timezone,
            "room": sitting.room,
            "online_url": sitting.online_url,
        }
        plan = SittingPlan(**{**now, **changes})  # type: ignore[arg-type]
        sittings.change_sitting(self.actor, sitting=sitting, plan=plan, version=sitting.version)

    def _sitting(self) -> Sitting:
        return self.chance.choice(self.workshop.sittings)

    def _invitation(self) -> Invitation:
        standing = self.open()
        if not standing:
            raise NotFound("nobody")
        return self.chance.choice(standing)

    def _move(self) -> None:
        local = FIRST_DAY + timedelta(minutes=30 * self.chance.randint(-8, 16))
        local += timedelta(days=self.chance.randint(0, 200))
        self._plan(local=local, timezone=self.chance.choice(ZONES))

    def _stretch(self) -> None:
        self._plan(length_minutes=self.chance.choice([45, 180, 420]))

    def _place(self) -> None:
        self._plan(room=self.chance.choice([*self.rooms, None]))

    def _online(self) -> None:
        self._plan(online_url=self.chance.choice(["", "https://moede.example/rum?a=1&b=2"]))

    def _rename(self) -> None:
        facts = WorkshopFacts(self.chance.choice(TITLES), self.chance.choice(TITLES))
        version = self.workshop.version
        workshops.edit_workshop(self.actor, workshop=self.workshop, facts=facts, version=version)

    def _invite(self, guests: Sequence[PastedGuest]) -> None:
        found = inviting.GuestList([], guests)
        inviting.invite(self.actor, workshop=self.workshop, guests=found)

    def _invite_one(self) -> None:
        self._invite([self.chance.choice(self.guests)])

    def _remove(self) -> None:
        for invitation in self.open()[:1]:
            person = invitation.participation.person
            inviting.remove_guest(self.actor, workshop=self.workshop, person=person, reason="Syg")

    def _remove_all(self) -> None:
        while self.open():
            self._remove()

    def _answer(self) -> None:
        given = self.chance.choice([Answer.YES, Answer.MAYBE, Answer.NO])
        answers.answer_by_link(invitation=self._invitation(), answer=given)

    def _reply(self) -> None:
        invitation = self._invitation()
        address = addresses.address_of(invitation)
        answered = said(
            uid=invitation.uid,
            sequence=invitation.sequence,
            stamp=f"{self.now:%Y%m%dT%H%M%SZ}",
            partstat=self.chance.choice(["ACCEPTED", "TENTATIVE", "DECLINED"]),
            attendee=address,
        )
        receive(mail(answered, sender=address))

    def _seat(self) -> None:
        placed = self._invitation().participation
        seat = Seat.ONLINE if placed.seat is Seat.ON_SITE else Seat.ON_SITE
        wait = self.chance.random() < 0.5
        placing.switch(self.actor, participation=placed, seat=seat, wait=wait)

    def _add_day(self) -> None:
        local = FIRST_DAY + timedelta(days=self.chance.randint(201, 300))
        plan = SittingPlan(local, 120, room=self.rooms[1])
        sittings.add_sitting(self.actor, workshop=self.workshop, plan=plan)

    def _remove_day(self) -> None:
        sittings.remove_sitting(self.actor, sitting=self._sitting())

    def _resend(self) -> None:
        inviting.resend(self.actor, invitation=self._invitation())

    def _send(self) -> None:
        seen = updates_of(self.workshop, clock.now()).fingerprint
        updates.send_updates(self.actor, workshop=self.workshop, seen=seen)

    def _cancel(self) -> None:
        workshops.change_state(
            self.actor,
            workshop=self.workshop,
            to=WorkshopState.CANCELLED,
            now=clock.now(),
            reason="Lokalet er lukket",
        )
