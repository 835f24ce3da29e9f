"""What the authorisation table says about one call of one route."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.architecture.records import World, address, routes, values_for
from workshops.accounts.permissions import TABLE, Principal, may_ever
from workshops.core.actor import ANONYMOUS, Actor
from workshops.web.access import Access, Gate, access_of

ANSWERED = frozenset((200, 302, 303, 304, 400, 409, 422, 429))
TO_SIGN_IN, REFUSED, HIDDEN = frozenset((302,)), frozenset((403,)), frozenset((404, 410))
THINGS = {
    "record": "bin",
    "sitting": "workshop",
    "block": "agenda",
    "import": "people_import",
    "letter": "outbox",
    "term": "taxonomy",
    "version": "issued_deliverable",
    "issued": "issued_deliverable",
    "goal": "taxonomy",
    "entry": "library",
    "code": "participation",
    "poll": "date_poll",
    "poll_guest": "date_poll",
    "incoming": "incoming_mail",
}
PERSONAL = {
    "saved_search",
    "feed",
}  # each account sees its own only; in the walks it is the owner's


@dataclass(frozen=True)
class Case:
    """One call: a route by one method, at the address of its records."""

    rule: Rule
    method: str
    url: str
    access: Access
    ids: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule} (needs {self.access.act} on {self.access.thing})"

    @property
    def records(self) -> list[str]:
        """The names of the records in the address, outermost first."""
        path = self.rule.rule
        named = sorted(self.rule.arguments, key=lambda name: path.index(f":{name}>"))
        return [name.removesuffix("_id") for name in named if name.endswith("_id")]

    @property
    def restores(self) -> bool:
        """Whether the route is for deleted records."""
        return self.rule.rule.endswith("/restore")


def cases(app: Flask, world: World) -> Iterator[Case]:
    """Every route by every method it takes, for the records of a world."""
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            access = access_of(app.view_functions[rule.endpoint])
            assert access, f"{rule.endpoint}: put an access marker under the route decorator"
            url, ids = address(app, rule, world), values_for(rule, world)
            yield Case(rule, method, url, access, ids)


def expected(case: Case, who: Principal, actor: Actor, deleted: bool) -> frozenset[int]:
    """The statuses that are right."""
    gate, thing, act = case.access.gate, case.access.thing, case.access.act
    if gate in (Gate.PUBLIC, Gate.LINK):
        return ANSWERED
    if actor == ANONYMOUS:
        return TO_SIGN_IN
    if gate is Gate.SIGNED_IN:
        return ANSWERED
    if not may_ever(actor, act, thing):
        return REFUSED
    return _of_record(case, who) if not deleted or case.restores else HIDDEN


def _of_record(case: Case, who: Principal) -> frozenset[int]:
    if not case.records:
        return ANSWERED
    cell = TABLE[case.access.thing].get(who, "")
    outer = THINGS.get(case.records[0], case.records[0])
    if "R" not in TABLE[outer].get(who, "") or (outer in PERSONAL and who != Principal.PM_OWN):
        return HIDDEN
    if case.access.act in cell:
        return ANSWERED | (HIDDEN if case.restores else frozenset())
    return REFUSED if "R" in cell and not case.restores else REFUSED | HIDDEN
