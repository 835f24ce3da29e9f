"""Making one of two persons, and saying that two are not the same."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, or_, select, update

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.events import publish
from workshops.core.text import N_
from workshops.people import permissions
from workshops.people.events import AddressChanged, PersonsMerged
from workshops.people.models import DistinctPersons, Person, Scope, Skill
from workshops.people.services import write_skills
from workshops.people.services.aliases import add_alias

FIELDS = (
    "name",
    "email",
    "phone",
    "organisation",
    "role_title",
    "discipline",
    "languages",
    "timezone",
    "contact_preference",
)


def merge_persons(
    actor: Actor,
    *,
    kept: Person,
    gone: Person,
    from_gone: Collection[str],
    versions: tuple[int, int],
    choices: Mapping[str, bool] | None = None,
) -> Person:
    """Let `kept` take the place of `gone` everywhere.

    `from_gone` names the fields taken from `gone`; one that only one of them has stays, and of
    each skill the higher level. `choices` are those of PersonsMerged: whose word counts elsewhere.
    `versions` are those of both when the page was opened; raises Stale when one has changed, and
    Conflict when both have an account.
    """
    _require_one(actor, kept, gone, versions)
    taken = _taken(kept, gone, from_gone)
    user_id, skills = kept.user_id or gone.user_id, _higher_levels(kept, gone)
    addresses = [kept.email, gone.email, *(alias.address for alias in gone.aliases)]
    if gone.scope is Scope.DIRECTORY:
        kept.scope = Scope.DIRECTORY
    _put_away(gone, kept)
    for name, value in taken.items():
        setattr(kept, name, value)
    kept.user_id = user_id
    write_skills(kept, skills)
    for address in addresses:
        add_alias(kept, address or "")
    db.session.flush()
    publish(PersonsMerged(kept_id=kept.id, gone_id=gone.id, choices=dict(choices or {})))
    publish(AddressChanged(kept.id))
    activity.record(actor, "merged", kept, title=kept.name, fields=taken)
    return kept


def tell_apart(actor: Actor, *, one: Person, other: Person) -> None:
    """Say that two who look alike are two; they are not shown as a pair again."""
    if not permissions.can_merge_persons(actor):
        raise NotAllowed(N_("You may not merge people."))
    require_there(one, other)
    first, second = sorted((one.id, other.id))
    db.session.merge(DistinctPersons(first_id=first, second_id=second))
    db.session.flush()
    activity.record(actor, "told_apart", one, title=one.name)


def _require_one(actor: Actor, kept: Person, gone: Person, versions: tuple[int, int]) -> None:
    if not permissions.can_merge_persons(actor):
        raise NotAllowed(N_("You may not merge people."))
    require_there(kept, gone)
    if kept.id == gone.id:
        raise Invalid(N_("A person cannot be merged with themselves."))
    if (kept.version, gone.version) != versions:
        raise Stale(N_("Somebody else has saved one of them since you opened the page."))
    if kept.user_id is not None and gone.user_id is not None:
        raise Conflict(N_("Both have an account; an account belongs to one person."))


def _put_away(gone: Person, kept: Person) -> None:
    """Leave only a signpost of `gone`; its address and account become free."""
    gone.email, gone.user_id, gone.user = None, None, None
    gone.aliases, gone.skills = [], []
    gone.deleted_at, gone.merged_into_id = clock.now(), kept.id
    db.session.execute(
        update(Person).where(Person.merged_into_id == gone.id).values(merged_into_id=kept.id)
    )
    _tell_apart_from(gone, kept)
    db.session.flush()


def _taken(kept: Person, gone: Person, from_gone: Collection[str]) -> dict[str, Any]:
    """The fields that change: those chosen, and those that only the gone one has."""
    values = {name: getattr(gone, name) for name in FIELDS}
    return {
        name: value
        for name, value in values.items()
        if value and (name in from_gone or not getattr(kept, name))
    }


def _tell_apart_from(gone: Person, kept: Person) -> None:
    """Whoever is known not to be the gone one is not the kept one either."""
    pairs = DistinctPersons.first_id, DistinctPersons.second_id
    about = or_(*(column == gone.id for column in pairs))
    others = {number for row in db.session.execute(select(*pairs).where(about)) for number in row}
    db.session.execute(delete(DistinctPersons).where(about))
    for other in others - {kept.id, gone.id}:
        first, second = sorted((kept.id, other))
        db.session.merge(DistinctPersons(first_id=first, second_id=second))


def _higher_levels(kept: Person, gone: Person) -> list[tuple[Skill, int]]:
    levels: dict[int, tuple[Skill, int]] = {}
    for known in (*kept.skills, *gone.skills):
        before = levels.get(known.skill_id, (known.skill, 0))[1]
        levels[known.skill_id] = (known.skill, max(before, known.level))
    return list(levels.values())
