"""The authorisation table, held against every route as every kind of principal.

A route is called on a record of the principal's own or of others (the same record, seen by
somebody else), and on the deleted record. What is expected follows from the route's marker:

- the role never has the letter: 403 at the door; nobody is signed in: off to the sign-in page
- the first record of the address may not be read, or any is deleted: 404
- it may be read, but this act is not the principal's: 403, or 404 for a part that is not shown
- the act is the principal's: a page, a redirect, or a form that says what is missing
"""

from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.architecture.records import World
from tests.architecture.snapshots import Snapshot
from tests.architecture.table import Case, cases, expected
from tests.databases import Databases
from tests.factories import make_engagement, make_facilitator, make_user, make_workshop
from workshops.accounts.models import User
from workshops.accounts.permissions import Principal
from workshops.core import clock
from workshops.core.actor import ANONYMOUS, Role
from workshops.core.columns import Deletable
from workshops.core.db import Base, db
from workshops.web.access import Gate

ROLES = {
    Principal.READER: Role.READER,
    Principal.FAC: Role.FACILITATOR,
    Principal.PM: Role.PROJECT_MANAGER,
    Principal.ADM: Role.ADMINISTRATOR,
}


class Stage:
    """One record of each kind, one principal before them, and the address of every route."""

    def __init__(self, app: Flask, who: Principal) -> None:
        self.app, self.who, self.world = app, who, World()
        user = principal_for(who, self.world)
        self.actor = user.actor() if user else ANONYMOUS
        self.session = user.get_id() if user else ""
        self.cases = list(cases(app, self.world))
        self.snapshot = Snapshot()

    def call(self, case: Case) -> int:
        """The status that a fresh browser gets; what was written is undone."""
        web = self.app.test_client()
        if self.session:
            with web.session_transaction() as kept:
                kept["_user_id"] = self.session
        status = int(
            Context().run(lambda: web.open(case.url, method=case.method, buffered=True).status_code)
        )
        if case.method == "POST":
            self.snapshot.restore()
        return status

    def delete(self, case: Case) -> bool:
        """Delete the last record in the address; whether that record can be deleted at all."""
        wanted = case.ids.get(f"{case.records[-1]}_id") if case.records else None
        for mapper in Base.registry.mappers:
            if issubclass(mapper.class_, Deletable) and hasattr(mapper.class_, "public_id"):
                kind = mapper.class_
                record = db.session.scalar(select(kind).where(kind.public_id == wanted))
                if record is not None:
                    record.deleted_at = clock.now()
                    db.session.commit()
                    return True
        return False

    def fault(self, case: Case, deleted: bool) -> str | None:
        """What differs from the table, in words."""
        try:
            found: int | str = self.call(case)
        except Exception as error:  # noqa: BLE001 - one broken page does not hide the others
            found = f"{type(error).__name__}: {error}"
        wanted = expected(case, self.who, self.actor, deleted)
        state = "deleted" if deleted else "there"
        return None if found in wanted else f"{case}, {state}: {found}, not {sorted(wanted)}"


def principal_for(who: Principal, world: World) -> User | None:
    """An account that stands in a column of the table for the world's records."""
    if who in (Principal.ANON, Principal.LINK):
        return None
    if who is Principal.PM_OWN:
        return world.owner
    if who is Principal.FAC_OWN:
        return make_facilitator(world.workshop)
    user = make_user(ROLES[who])
    if who is Principal.PM:
        make_workshop(make_engagement(user))
    return user


@pytest.fixture
def stage(
    databases: Databases, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """A stage for one principal, on SQLite; tokens against forged requests are tested elsewhere."""
    app = databases.app("sqlite")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    with app.app_context():
        made = Stage(app, request.param)
        yield made
        made.snapshot.close()
        db.session.remove()
        db.engine.dispose()


PRINCIPALS = [who for who in Principal if who is not Principal.LINK]
everybody = pytest.mark.parametrize("stage", PRINCIPALS, indirect=True)


@everybody
def test_every_route_answers_as_the_table_says(stage: Stage) -> None:
    faults = [stage.fault(case, deleted=False) for case in stage.cases]
    assert not any(faults), "\n".join(filter(None, faults))


@everybody
def test_what_is_deleted_is_gone_for_everybody(stage: Stage) -> None:
    faults = []
    for case in stage.cases:
        if stage.delete(case):
            faults.append(stage.fault(case, deleted=True))
            stage.snapshot.restore()
    assert not any(faults), "\n".join(filter(None, faults))


@pytest.mark.parametrize("stage", [Principal.ANON], indirect=True)
def test_a_link_that_was_not_made_here_opens_nothing(stage: Stage) -> None:
    for case in stage.cases:
        if case.access.gate is Gate.LINK:
            forged = replace(case, url=case.url.replace(case.ids["token"], "x" * 40))
            assert stage.call(forged) in (404, 410), str(case)


@pytest.mark.parametrize("stage", [Principal.READER], indirect=True)
def test_an_answer_that_differs_from_the_table_is_noticed(stage: Stage) -> None:
    stage.who, stage.actor = Principal.ADM, replace(stage.actor, role=Role.ADMINISTRATOR)
    faults = [stage.fault(case, deleted=False) for case in stage.cases]
    assert any(fault and "/lab/users/new" in fault for fault in faults)
