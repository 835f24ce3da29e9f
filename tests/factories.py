"""Makers of records for tests: flushed and committed, nothing random but public ids."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app

from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE, Role
from workshops.core.db import Base, db
from workshops.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementFile,
    EngagementKind,
    EngagementMember,
    EngagementRequest,
    EngagementStage,
    EngagementTask,
    MemberPart,
    RequestState,
    Stage,
    StrategicGoal,
)
from workshops.files.models import StoredFile
from workshops.files.services import store_file, take_in
from workshops.jobs.models import Job, JobState
from workshops.mail.models import Letter, LetterState
from workshops.people.models import (
    Discipline,
    ImportState,
    Level,
    Organisation,
    OrganisationKind,
    PeopleImport,
    Person,
)
from workshops.planning.models import (
    AgendaBlock,
    BlockKind,
    Method,
    MethodText,
    Participation,
    Room,
    Sitting,
    Workshop,
    WorkshopFacilitator,
)

Record = TypeVar("Record", bound=Base)
_numbers = count(1)


def save(record: Record) -> Record:
    """Write one record and give it back."""
    db.session.add(record)
    db.session.commit()
    return record


def make_user(role: Role = Role.PROJECT_MANAGER, **changes: Any) -> User:
    """An account that nobody can sign in to with a password."""
    number = next(_numbers)
    values = {
        "name": f"Bruger {number}",
        "email": f"bruger{number}@lab.example",
        "password_hash": "-",
        "session_stamp": f"stamp{number}",
        "language": "en",
    }
    return save(User(role=role, **{**values, **changes}))


def make_organisation(**changes: Any) -> Organisation:
    """An agency of the state."""
    values = {
        "name": f"Styrelsen {next(_numbers)}",
        "level": Level.STATE,
        "kind": OrganisationKind.AGENCY,
    }
    return save(Organisation(**{**values, **changes}))


def make_discipline(**changes: Any) -> Discipline:
    """A discipline."""
    number = next(_numbers)
    values = {"name_en": f"Discipline {number}", "name_da": f"Fag {number}"}
    return save(Discipline(**{**values, **changes}))


def make_person(**changes: Any) -> Person:
    """A person of the directory, with an address."""
    number = next(_numbers)
    values = {"name": f"Person {number}", "email": f"person{number}@agency.example"}
    return save(Person(**{**values, **changes}))


def make_people_import(owner: User | None = None, **changes: Any) -> PeopleImport:
    """An uploaded list of one person whose columns are known."""
    values = {
        "file_name": "people.csv",
        "kind": "UTF-8, ;",
        "state": ImportState.CHECKED,
        "header": ["Navn", "E-mail"],
        "rows": [["Åse Ærø", "aase@region.example"]],
        "numbers": [2],
        "mapping": {"name": 0, "email": 1},
    }
    owner = owner or make_user()
    return save(PeopleImport(owner_id=owner.id, **{**values, **changes}))


def make_engagement(manager: User | None = None, **changes: Any) -> Engagement:
    """An open engagement in its first stage, with its manager as member."""
    manager = manager or make_user()
    values = {
        "name": f"Engagement {next(_numbers)}",
        "question": "How can the letter be understood?",
        "kind": EngagementKind.SERIES,
        "levels": ["state"],
    }
    record = Engagement(manager_id=manager.id, **{**values, **changes})
    if record.organisation_id is None:
        record.organisation_id = make_organisation().id
    record.members = [EngagementMember(user_id=manager.id, part=MemberPart.MANAGER)]
    record.stages = [EngagementStage(stage=s, position=n) for n, s in enumerate(Stage)]
    return save(record)


def make_request(**changes: Any) -> EngagementRequest:
    """A confirmed request that nobody has answered."""
    values = {
        "agency": f"Styrelsen {next(_numbers)}",
        "contact_name": "Lone Bæk",
        "contact_email": "lone@agency.example",
        "question": "Why do people call us about the letter?",
        "state": RequestState.RECEIVED,
    }
    return save(EngagementRequest(**{**values, **changes}))


def make_task(engagement: Engagement, **changes: Any) -> EngagementTask:
    """A task of the first stage that nobody owns."""
    values = {"title": f"Task {next(_numbers)}", "stage": Stage.SCOPING}
    return save(EngagementTask(engagement_id=engagement.id, **{**values, **changes}))


def make_file(engagement: Engagement, name: str = "Aftale.pdf") -> StoredFile:
    """A small PDF file of an engagement."""
    folder = Path(current_app.instance_path) / "files"
    file = store_file(COMMAND_LINE, folder=folder, incoming=take_in(name, b"%PDF-1.7"))
    save(EngagementFile(engagement_id=engagement.id, file_id=file.id))
    return file


def make_member(
    engagement: Engagement, user: User, part: MemberPart = MemberPart.FACILITATOR
) -> EngagementMember:
    """An account that works on an engagement; the same one when it does already."""
    known = [member for member in engagement.members if member.user_id == user.id]
    return (
        known[0]
        if known
        else save(EngagementMember(engagement_id=engagement.id, user_id=user.id, part=part))
    )


def make_contact(engagement: Engagement, person: Person, first: bool = True) -> EngagementContact:
    """A person at the agency of an engagement."""
    return save(EngagementContact(engagement_id=engagement.id, person_id=person.id, first=first))


def make_goal(**changes: Any) -> StrategicGoal:
    """A strategic goal."""
    number = next(_numbers)
    values = {"name_en": f"Goal {number}", "name_da": f"Mål {number}"}
    return save(StrategicGoal(**{**values, **changes}))


def make_room(**changes: Any) -> Room:
    """A room for twenty."""
    return save(Room(**{"name": f"Lokale {next(_numbers)}", "capacity": 20, **changes}))


def make_method(**changes: Any) -> Method:
    """A method card with its words in both languages."""
    number = next(_numbers)
    values = {
        "slug": f"method-{number}",
        "stage": Stage.LEARNING,
        "group_min": 3,
        "group_max": 6,
        "minutes_min": 30,
        "minutes_max": 60,
        "block_kind": BlockKind.GROUP,
    }
    texts = [
        MethodText(language=code, name=f"{word} {number}", purpose=word, steps=[word])
        for code, word in (("en", "Method"), ("da", "Metode"))
    ]
    return save(Method(texts=texts, **{**values, **changes}))


def make_workshop(
    engagement: Engagement | None = None, sittings: int = 1, **changes: Any
) -> Workshop:
    """A draft workshop with sittings of six hours on following days from 7 December 2026, 9.00."""
    engagement = engagement or make_engagement()
    values = {"name": f"Workshop {next(_numbers)}", "capacity_on_site": 20}
    record = Workshop(engagement_id=engagement.id, **{**values, **changes})
    record.sittings = [
        Sitting(starts_at=datetime(2026, 12, 7 + n, 8, 0, tzinfo=UTC), length_minutes=360)
        for n in range(sittings)
    ]
    return save(record)


def make_facilitator(workshop: Workshop, user: User | None = None) -> User:
    """An account assigned to run a workshop."""
    user = user or make_user(Role.FACILITATOR)
    save(WorkshopFacilitator(workshop_id=workshop.id, user_id=user.id))
    make_member(workshop.engagement, user)
    return user


def make_block(sitting: Sitting, position: int, minutes: int = 30, **changes: Any) -> AgendaBlock:
    """An agenda block."""
    values = {"title": f"Block {position}", "kind": BlockKind.TALK}
    return save(
        AgendaBlock(
            sitting_id=sitting.id, position=position, minutes=minutes, **{**values, **changes}
        )
    )


def make_participation(
    sitting: Sitting, person: Person | None = None, **changes: Any
) -> Participation:
    """A person in a sitting who has not answered."""
    person = person or make_person()
    return save(Participation(sitting_id=sitting.id, person_id=person.id, **changes))


def make_letter(engagement: Engagement | None = None, **changes: Any) -> Letter:
    """A letter that was refused, about an engagement or about none."""
    number = next(_numbers)
    values = {
        "message_id": f"<{number}@rsvp.samskab.example>",
        "lane": f"guest:{number}",
        "kind": "invite",
        "to_name": f"Person {number}",
        "to_address": f"person{number}@agency.example",
        "language": "da",
        "subject": f"Invitation {number}",
        "text": "Kære Åse\n",
        "html": "<p>Kære Åse</p>",
        "state": LetterState.REFUSED,
        "queued_at": clock.now(),
        "run_at": clock.now(),
    }
    number_of = engagement.id if engagement else None
    return save(Letter(engagement_id=number_of, **{**values, **changes}))


def make_job(**changes: Any) -> Job:
    """A job that failed."""
    values = {"kind": "trial", "state": JobState.FAILED, "run_at": clock.now()}
    return save(Job(**{**values, **changes}))
