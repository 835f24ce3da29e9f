"""Every service called by everybody: who may not is refused, and nothing is written."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.architecture.records import World
from tests.architecture.test_access import principal_for
from tests.experiments.learned import make_artefact, make_finding
from tests.experiments.records import experiment
from tests.factories import make_user
from tests.invitations.mail_records import make_reply
from tests.security.calling import Service, arguments, services
from tests.security.gone import ONLY_KEPT, deletable, puts_back, wholes
from tests.security.wall import inside, rights
from tests.security.world import populated
from workshops.accounts.permissions import TABLE, Principal
from workshops.core import clock
from workshops.core.actor import ANONYMOUS, Actor, Role
from workshops.core.db import Model, db
from workshops.core.errors import NotAllowed, NotFound
from workshops.engagements.services.contacts import ContactText
from workshops.experiments.models.kinds import Cause
from workshops.experiments.models.learning import Artefact, SkillFinding
from workshops.experiments.services.learning import BarrierFacts
from workshops.invitations.queries.incoming import get_message
from workshops.planning.models import Answer

SERVICES = services()
FLUSHED: list[object] = []
WHO = [who for who in Principal if who is not Principal.LINK]
EVER = "E"  # the right hangs on no record: whoever may do it anywhere
SECOND = {Principal.FAC: Principal.FAC_OWN, Principal.PM: Principal.PM_OWN}


def may(who: Principal, thing: str, letter: str) -> bool:
    """Whether the table has the letter for them; for what hangs on no record, in either column."""
    cells = [TABLE[thing].get(who, "")]
    if letter == EVER:
        cells.append(TABLE[thing].get(SECOND.get(who, who), ""))
    return any(("C" if letter == EVER else letter) in cell for cell in cells)


def test_each_service_is_in_one_list() -> None:
    asked = [name for name, _thing, _letter in rights()]
    assert len(asked) == len(set(asked))
    assert not set(asked) & inside()
    assert set(asked) | inside() == set(SERVICES)


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """One record of each kind; services may build addresses."""
    with app.test_request_context():
        made, _ = populated(app)
        event.listen(db.session, "after_flush", _notice)
        yield made
        event.remove(db.session, "after_flush", _notice)


def _notice(session: Session, _context: object) -> None:
    FLUSHED.append(session)


def _special(world: World) -> dict[str, Any]:
    """Records that are not simply the first of their kind."""
    incoming = world.once(make_reply).incoming
    return {
        "Workshop": world.workshop,
        "Engagement": world.engagement,
        "Person": world.person,
        "Participation": world.participation,
        "Answer": Answer.YES,
        "ContactText": ContactText("Ida", "ida@kommune.example"),
        "BarrierFacts": BarrierFacts("Reglen siger nej", Cause.RULE, 3),
        "Message": get_message(world.owner.actor(), incoming.public_id),
    }


def _outcome(actor: Actor, service: Service, special: Mapping[str, Any]) -> str:
    """What a call comes to, in words; nothing for a refusal that wrote nothing."""
    given = arguments(service, special)
    try:
        service(actor, **given)
        said = "it was done"
    except (NotAllowed, NotFound):
        changed = (*db.session.new, *db.session.dirty, *db.session.deleted)
        said = "something was written" if changed or FLUSHED else ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it was no refusal
        said = f"{type(error).__name__}: {error}"
    db.session.rollback()
    FLUSHED.clear()
    return said


OF_THE_LAB = {
    "adoption", "feed", "guest", "job", "method", "organisation", "people_import", "person",
    "request", "room", "saved_search", "second_opinion", "taxonomy", "user", "outbox",
}  # fmt: skip
PUT_BACK = {("engagement", "D"), ("engagement", "C")}


def test_nobody_does_anything_in_a_deleted_engagement(world: World) -> None:
    special, faults = _special(world), []
    world.engagement.deleted_at = clock.now()
    db.session.commit()
    FLUSHED.clear()
    for name, thing, letter in rights():
        if thing not in OF_THE_LAB and (thing, letter) not in PUT_BACK:
            said = _outcome(world.owner.actor(), SERVICES[name], special)
            faults += [f"{name}: {said}"] * bool(said)
    assert not faults, "\n".join(faults)


def test_who_may_not_is_refused_by_every_service(world: World) -> None:
    special, faults = _special(world), []
    for who in WHO:
        user = principal_for(who, world)
        db.session.commit()
        FLUSHED.clear()
        actor = user.actor() if user else ANONYMOUS
        for name, thing, letter in rights():
            said = "" if may(who, thing, letter) else _outcome(actor, SERVICES[name], special)
            faults += [f"{name} as {who.value}: {said}"] * bool(said)
    assert not faults, "\n".join(faults)


FINDINGS: Mapping[type[Any], Callable[[World], Any]] = {
    SkillFinding: lambda world: make_finding(world.once(experiment)),
    Artefact: lambda world: make_artefact(world.once(experiment)),
}


def _to_call(special: Mapping[str, Any], kind: type[Any]) -> list[str]:
    """The services that are given a record of that kind, or a part of one."""
    found = []
    for name, _thing, _letter in rights():
        given = arguments(SERVICES[name], special).values()
        parts = [each for each in given if isinstance(each, Model)]
        if any(isinstance(whole, kind) for each in parts for whole in wholes(each)):
            found.append(name)
    return [name for name in found if not puts_back(name)]


@contextmanager
def _deleted(kind: type[Any]) -> Iterator[None]:
    """Every record of that kind is deleted inside the block."""
    for when in (clock.now(), None):
        for record in db.session.scalars(select(kind)):
            record.deleted_at = when
        db.session.commit()
        FLUSHED.clear()
        if when is not None:
            yield


def test_nothing_is_done_with_what_is_deleted(world: World) -> None:
    special, faults, idle = _special(world), [], set()
    actors = [world.owner.actor(), make_user(Role.ADMINISTRATOR).actor()]
    for kind in deletable():
        mine = {"finding": FINDINGS[kind](world)} if kind in FINDINGS else {}
        called = _to_call(special | mine, kind)
        idle |= set() if called else {kind.__name__}
        with _deleted(kind):
            for name in called:
                said = [_outcome(actor, SERVICES[name], special | mine) for actor in actors]
                faults += [f"{name}, {kind.__name__}: {each}" for each in said if each]
    assert not faults, "\n".join(faults)
    assert idle == ONLY_KEPT
