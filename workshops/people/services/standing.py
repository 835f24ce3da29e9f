"""The data that ships with the product: organisations, disciplines and skills."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import select, update

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.people import permissions
from workshops.people.models import (
    Discipline,
    Level,
    Organisation,
    OrganisationKind,
    OrganisationPeriod,
    Skill,
)
from workshops.people.queries.organisations import parent_id_on

FOLDER = Path(__file__).resolve().parent.parent / "standing"


def load_standing_data(actor: Actor) -> None:
    """Add what is missing and set each organisation's present parent to that of today.

    What somebody has changed, retired or deleted since stays as it is. Can be repeated.
    """
    if not permissions.can_keep_taxonomy(actor):
        raise NotAllowed(N_("Only an administrator can load standing data."))
    _load_disciplines()
    _load_skills()
    new = _load_organisations()
    db.session.flush()
    _load_parents(new)
    db.session.flush()
    renew_parents(clock.now().date())


def renew_parents(day: date) -> None:
    """Make the present parent of every organisation with dated parents that of `day`."""
    dated = select(OrganisationPeriod.organisation_id)
    db.session.execute(
        update(Organisation)
        .where(Organisation.id.in_(dated))
        .where(Organisation.parent_id.is_distinct_from(parent_id_on(day)))
        .values(parent_id=parent_id_on(day))
        .execution_options(synchronize_session="fetch")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_disciplines() -> None:
    known = set(db.session.scalars(select(Discipline.standing_key)))
    taken = set(db.session.scalars(select(Discipline.name_en)))
    for position, row in enumerate(_rows("disciplines")):
        if row["key"] not in known and row["name_en"] not in taken:
            db.session.add(
                Discipline(
                    standing_key=row["key"],
                    name_en=row["name_en"],
                    name_da=row["name_da"],
                    voice=row["voice"] == "yes",
                    position=position,
                )
            )


def _load_skills() -> None:
    known = set(db.session.scalars(select(Skill.standing_key)))
    taken = set(db.session.scalars(select(Skill.name_en)))
    for row in _rows("skills"):
        if row["key"] not in known and row["name_en"] not in taken:
            db.session.add(
                Skill(standing_key=row["key"], name_en=row["name_en"], name_da=row["name_da"])
            )


def _load_organisations() -> set[str]:
    known = set(db.session.scalars(select(Organisation.standing_key)))
    rows = [row for row in _rows("organisations") if row["key"] not in known]
    db.session.add_all(
        Organisation(
            standing_key=row["key"],
            name=row["name"],
            level=Level(row["level"]),
            kind=OrganisationKind(row["kind"]),
            code=row["code"] or None,
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in rows
    )
    return {row["key"] for row in rows}


def _load_parents(new: set[str]) -> None:
    query = select(Organisation.standing_key, Organisation.id)
    numbers = {key: number for key, number in db.session.execute(query) if key}
    db.session.add_all(
        OrganisationPeriod(
            organisation_id=numbers[row["key"]],
            parent_id=numbers[row["parent"]],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in _rows("parents")
        if row["key"] in new
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
