"""Writes the demo's workshops: planned, invited, answered and held when the story says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from workshops.cli.demo.story import ZONE, Cast
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.invitations import queries as invitations
from workshops.invitations.services import answers, inviting
from workshops.people.models import Discipline
from workshops.planning.models import Answer, Workshop, WorkshopState
from workshops.planning.queries import list_participations
from workshops.planning.services import attendance, sittings, team, workshops

PATH = {
    "draft": (),
    "inviting": (WorkshopState.INVITING,),
    "confirmed": (WorkshopState.INVITING, WorkshopState.CONFIRMED),
    "held": (WorkshopState.INVITING, WorkshopState.CONFIRMED, WorkshopState.HELD),
    "closed": (
        WorkshopState.INVITING,
        WorkshopState.CONFIRMED,
        WorkshopState.HELD,
        WorkshopState.CLOSED,
    ),
    "cancelled": (WorkshopState.INVITING, WorkshopState.CANCELLED),
}
BEFORE = {WorkshopState.INVITING: -28, WorkshopState.CONFIRMED: -7, WorkshopState.CANCELLED: -3}
AFTER = {WorkshopState.HELD: 1, WorkshopState.CLOSED: 9}


def write_days(story: dict[str, Any], cast: Cast) -> None:
    """Every workshop of the story, the earliest planned first."""
    for raw in sorted(story["workshop"], key=lambda w: (w["week"], w["day"])):
        _write_workshop(raw, cast)


def _write_workshop(raw: dict[str, Any], cast: Cast) -> None:
    engagement = cast.engagements[raw["engagement"]]
    actor = engagement.manager.actor()
    start = cast.moment(raw["week"], raw["day"], raw["start"])
    with _on(cast.now, start, -35, 12):
        workshop = workshops.plan_workshop(
            actor, engagement=engagement, plan=_plan(raw, cast, start)
        )
        needs = [_need(line) for line in raw["needs"]]
        team.set_needs(actor, workshop=workshop, needs=needs, version=workshop.version)
    for state in PATH[raw["state"]]:
        days, least = (BEFORE[state], 6) if state in BEFORE else (AFTER[state], 0)
        with _on(cast.now, start, days, least):
            _enter(actor, workshop, state, raw, cast)
    if raw["state"] in ("held", "closed"):
        _note_attendance(actor, workshop, start)


@contextmanager
def _on(now: datetime, start: datetime, days: int, least_days_ago: int) -> Iterator[None]:
    """Some days before or after the start, but at least so many days before the present."""
    latest = now - timedelta(days=least_days_ago, hours=1)
    with clock.frozen_at(min(start + timedelta(days=days), latest)):
        yield


def _plan(raw: dict[str, Any], cast: Cast, start: datetime) -> workshops.WorkshopPlan:
    on_site, online = raw["capacity"]
    return workshops.WorkshopPlan(
        facts=workshops.WorkshopFacts(
            name=raw["name"],
            purpose=raw["purpose"],
            language=raw.get("language", "da"),
            capacity_on_site=on_site,
            capacity_online=online,
        ),
        first_day=sittings.SittingPlan(
            local=start.astimezone(ZONE).replace(tzinfo=None),
            length_minutes=240,
            room=cast.rooms.get(raw.get("room", "")),
            online_url=raw.get("online", ""),
        ),
        recipe=raw["recipe"].replace("_", "-"),
        facilitators=[cast.users[name] for name in raw["facilitators"]],
    )


def _need(line: str) -> team.Need:
    name, count = line.split(" | ")
    discipline = db.session.scalars(select(Discipline).where(Discipline.name_en == name)).one()
    return team.Need(discipline_id=discipline.id, level=None, count=int(count))


def _enter(
    actor: Actor, workshop: Workshop, state: WorkshopState, raw: dict[str, Any], cast: Cast
) -> None:
    """Bring the workshop into a state; inviting it also invites, and answers come in."""
    reason = raw.get("cancel_reason", "") if state is WorkshopState.CANCELLED else ""
    if workshop.state is not state:
        workshops.change_state(actor, workshop=workshop, to=state, now=clock.now(), reason=reason)
    if state is WorkshopState.INVITING and raw["guests"]:
        _invite(actor, workshop, raw, cast)


def _invite(actor: Actor, workshop: Workshop, raw: dict[str, Any], cast: Cast) -> None:
    wishes = dict(line.split(" | ") for line in raw["guests"])
    people = [cast.people[name] for name in wishes]
    inviting.invite(actor, workshop=workshop, guests=inviting.GuestList(people=people, pasted=[]))
    sent = clock.now()
    for number, person in enumerate(people):
        answer = Answer(wishes[person.name])
        if answer is Answer.NONE:
            continue
        with clock.frozen_at(sent + timedelta(hours=3 + 7 * number)):
            first = invitations.list_open_of_person(workshop.id, person.id)[0]
            answers.answer_by_link(invitation=first, answer=answer)


def _note_attendance(actor: Actor, workshop: Workshop, start: datetime) -> None:
    with clock.frozen_at(start.astimezone(UTC) + timedelta(minutes=30)):
        for placed in list_participations(workshop):
            attendance.record_attendance(
                actor, participation=placed, attended=placed.answer is Answer.YES
            )
