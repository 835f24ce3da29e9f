"""Guests as the pages of staff show them, and what an act of inviting would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import joinedload

from workshops.core import clock
from workshops.invitations import queries
from workshops.invitations.models import Invitation
from workshops.invitations.rules.letters import spoken
from workshops.invitations.rules.pasted import PastedGuest
from workshops.invitations.rules.versions import changes
from workshops.mail.models import Letter
from workshops.people.models import Person
from workshops.people.queries.addresses import find_all_at
from workshops.planning import queries as planning
from workshops.planning.models import Answer, Participation, Place, Seat, Workshop
from workshops.planning.queries.bookings import list_busy, resource_of
from workshops.planning.queries.seats import capacity_of

MIXED = "mixed"


@dataclass(frozen=True)
class GuestEntry:
    """One guest and one sitting; `letter` is the last one about it."""

    participation: Participation
    invitation: Invitation | None
    letter: Letter | None


@dataclass(frozen=True)
class Guest:
    """One person with every sitting of theirs, by day."""

    person: Person
    entries: tuple[GuestEntry, ...]

    @property
    def answer(self) -> Answer | None:
        """The answer where all sittings have the same, else None."""
        answers = {entry.participation.answer for entry in self.entries}
        return answers.pop() if len(answers) == 1 else None

    @property
    def invited(self) -> bool:
        """Whether an invitation is open for any sitting."""
        return any(entry.invitation for entry in self.entries)


@dataclass(frozen=True)
class Wanted:
    """One person who would be invited. `person` is None for somebody nobody knows yet."""

    name: str
    address: str
    language: str
    person: Person | None


@dataclass(frozen=True)
class KeyClash:
    """Somebody who may not be missing is booked elsewhere then."""

    name: str
    starts_at: datetime
    ends_at: datetime
    timezone: str


@dataclass(frozen=True)
class InvitePlan:
    """What sending would do. `letters` counts one for each person and day still to come."""

    new: tuple[Wanted, ...]
    already: tuple[Wanted, ...]
    silent: tuple[Person, ...]
    letters: int
    capacity: int | None
    taken: int

    @property
    def languages(self) -> list[str]:
        """The languages that letters will be in."""
        return sorted({each.language for each in self.new})

    @property
    def too_many(self) -> int:
        """How many more are asked than there are seats; 0 where there is no limit."""
        asked = self.taken + len(self.new)
        return 0 if self.capacity is None else max(0, asked - self.capacity)


def list_guests(workshop: Workshop) -> list[Guest]:
    """Who takes part, each with answers, invitations and last letters; by name."""
    open_ = {each.participation_id: each for each in queries.list_open(workshop.id)}
    by_person: dict[int, list[GuestEntry]] = {}
    for participation in planning.list_participations(workshop):
        invitation = open_.get(participation.id)
        letter = invitation.letters[-1].letter if invitation and invitation.letters else None
        by_person.setdefault(participation.person_id, []).append(
            GuestEntry(participation, invitation, letter)
        )
    return [Guest(rows[0].participation.person, tuple(rows)) for rows in by_person.values()]


def answered(guest: Guest, wish: str) -> bool:
    """Whether a guest belongs under a filter: an answer, or different answers by day."""
    return (guest.answer.value if guest.answer else MIXED) == wish


def waiting_list(everybody: Sequence[Guest]) -> list[Guest]:
    """Who waits for a seat or has one offered, by day and in the order of the list."""
    found = [
        (each.participation.sitting.starts_at, each.participation.queued_at, guest)
        for guest in everybody
        for each in guest.entries
        if each.participation.place in (Place.WAITING, Place.OFFERED)
        and each.participation.queued_at
    ]
    ordered = sorted(found, key=lambda one: (*one[:2], one[2].person.id))
    return list({guest.person.id: guest for *_, guest in ordered}.values())


def numbers_waiting(everybody: Sequence[Guest]) -> dict[int, int]:
    """At which number each waits for a seat of their kind on their day, by participation."""
    placed = [entry.participation for guest in everybody for entry in guest.entries]
    queued = sorted(
        (one.sitting_id, one.seat, one.queued_at, one.id)
        for one in placed
        if one.place is Place.WAITING and one.answer is Answer.YES and one.queued_at
    )
    lists: dict[tuple[int, Seat], list[int]] = {}
    for sitting_id, seat, _since, key in queued:
        lists.setdefault((sitting_id, seat), []).append(key)
    return {key: n for each in lists.values() for n, key in enumerate(each, start=1)}


def count_outdated(everybody: Sequence[Guest]) -> int:
    """How many calendar entries show something older than what stands now."""
    sent = [entry.invitation for guest in everybody for entry in guest.entries if entry.invitation]
    return sum(
        1
        for each in sent
        if each.participation.sitting.ends_at > clock.now()
        and changes(queries.sent_of(each), queries.shown_now(each.participation))
    )


def plan_of(
    workshop: Workshop,
    people: Sequence[Person],
    pasted: Sequence[PastedGuest],
    seat: Seat,
    now: datetime,
) -> InvitePlan:
    """Who would be invited, who is already, and whether there are seats for them."""
    known = _by_address([guest.address for guest in pasted])
    wanted = [_wanted(person) for person in people if person.email]
    for guest in pasted:
        person = known.get(guest.address)
        wanted.append(
            _wanted(person)
            if person
            else Wanted(guest.name, guest.address, spoken(workshop.language), None)
        )
    each_once = {one.address: one for one in wanted}
    open_ = queries.list_open(workshop.id)
    have = {str(each.participation.person.email).lower() for each in open_}
    new = tuple(one for address, one in each_once.items() if address not in have)
    coming = [sitting for sitting in workshop.sittings if sitting.starts_at > now]
    limits = [capacity_of(sitting, seat) for sitting in coming]
    seated = {
        each.participation.person_id
        for each in open_
        if each.participation.seat is seat and each.participation.answer is not Answer.NO
    }
    return InvitePlan(
        new=new,
        already=tuple(one for address, one in each_once.items() if address in have),
        silent=tuple(person for person in people if not person.email),
        letters=len(new) * len(coming),
        capacity=min((one for one in limits if one is not None), default=None),
        taken=len(seated),
    )


def list_key_clashes(workshop: Workshop, plan: InvitePlan) -> list[KeyClash]:
    """When people who may not be missing are booked elsewhere on the workshop's days."""
    known = {
        resource_of(one.person.id, one.person.user_id): one.name for one in plan.new if one.person
    }
    found = []
    for sitting in workshop.sittings:
        ends_at = sitting.starts_at + timedelta(minutes=sitting.length_minutes)
        busy = list_busy(known, sitting, sitting.starts_at, ends_at) if known else {}
        for resource, spans in sorted(busy.items()):
            found += [KeyClash(known[resource], *span, sitting.timezone) for span in spans]
    return found


def _wanted(person: Person) -> Wanted:
    return Wanted(person.name, str(person.email).lower(), spoken(person.language), person)


def _by_address(addresses: Sequence[str]) -> dict[str, Person]:
    """The persons that some addresses belong to, with what tells them apart."""
    known = find_all_at(addresses, joinedload(Person.organisation), joinedload(Person.discipline))
    return {address: one for address, one in known.items() if one.deleted_at is None}
