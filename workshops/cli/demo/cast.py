"""Writes the demo's people and places."""

from typing import Any

from sqlalchemy import select

from workshops.accounts import services as accounts
from workshops.cli.demo.story import Cast
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import db
from workshops.core.text import fold
from workshops.engagements.services.goals import add_goal
from workshops.people import services as people
from workshops.people.models import Discipline, Level, Organisation, OrganisationKind, Skill
from workshops.people.services import organisations
from workshops.planning.services import rooms

SKILLS_EACH = 2
LEVELS = 5


def write_cast(story: dict[str, Any]) -> Cast:
    """Accounts, organisations, goals, rooms and persons, in that order."""
    cast = Cast()
    _write_accounts(story, cast)
    _write_organisations(story, cast)
    cast.goals = [
        add_goal(COMMAND_LINE, name_en=raw["en"], name_da=raw["da"]) for raw in story["goal"]
    ]
    for raw in story["room"]:
        cast.rooms[raw["name"]] = rooms.add_room(COMMAND_LINE, facts=rooms.RoomFacts(**raw))
    _write_people(story, cast)
    return cast


def _write_accounts(story: dict[str, Any], cast: Cast) -> None:
    for raw in story["account"]:
        cast.users[raw["name"]] = accounts.create_account(
            COMMAND_LINE,
            accounts.Details(
                name=raw["name"],
                email=raw["email"],
                role=Role(raw["role"]),
                language=raw["language"],
                password=accounts.DEMO_PASSWORD,
            ),
        )


def _write_organisations(story: dict[str, Any], cast: Cast) -> None:
    for key, name in story["standing"].items():
        cast.organisations[key] = _standing(name)
    for raw in story["organisation"]:
        cast.organisations[raw["key"]] = organisations.add_organisation(
            COMMAND_LINE,
            details=organisations.OrganisationDetails(
                name=raw["name"], level=Level(raw["level"]), kind=OrganisationKind(raw["kind"])
            ),
            parent=_standing(raw["parent"]) if "parent" in raw else None,
        )


def _standing(name: str) -> Organisation:
    return db.session.scalars(select(Organisation).where(Organisation.name == name)).one()


def _write_people(story: dict[str, Any], cast: Cast) -> None:
    disciplines = {d.name_en: d for d in db.session.scalars(select(Discipline))}
    skills = db.session.scalars(select(Skill).order_by(Skill.id)).all()
    for number, row in enumerate(story["people"]["rows"]):
        name, organisation, title, discipline, language = row.split(" | ")
        known = [
            (skills[(number * 3 + n) % len(skills)], (number + n) % LEVELS)
            for n in range(SKILLS_EACH)
        ]
        cast.people[name] = people.add_person(
            COMMAND_LINE,
            details=people.PersonDetails(
                name=name,
                email=f"{_address(name)}@{organisation}.example",
                organisation=cast.organisations[organisation],
                role_title=title,
                discipline=disciplines[discipline],
                languages=(language,) if language == "da" else (language, "da"),
                skills=known,
            ),
        )


def _address(name: str) -> str:
    plain = fold(name).replace("æ", "ae").replace("ø", "oe").replace("ı", "i")
    return plain.replace(" ", ".")
