"""Records for every address of the product: which value a URL parameter takes in a walk."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any, TypeVar

from flask import Flask
from werkzeug.routing import Rule

from tests.accounts import records as accounts
from tests.adoption import records as adoption
from tests.deliverables import pack_records as packs
from tests.deliverables import records as deliverables
from tests.expectations import records as expectations
from tests.experiments import records as experiments
from tests.factories import (
    make_block,
    make_contact,
    make_discipline,
    make_engagement,
    make_file,
    make_goal,
    make_job,
    make_letter,
    make_method,
    make_organisation,
    make_participation,
    make_people_import,
    make_person,
    make_request,
    make_room,
    make_task,
    make_user,
    make_workshop,
)
from tests.invitations import feed_records as feeds
from tests.invitations import mail_records as mail
from tests.invitations import poll_records as polls
from tests.library import records as library
from tests.planning import records as planning
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db
from workshops.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementRequest,
    EngagementTask,
    StrategicGoal,
)
from workshops.files.models import StoredFile
from workshops.invitations.queries import list_open_of_participation, shown_now
from workshops.invitations.services import letters as invitation_letters
from workshops.invitations.services.inviting import open_invitations
from workshops.invitations.services.reminding import stop_link_of
from workshops.jobs.models import Job
from workshops.mail import links
from workshops.mail.models import Letter
from workshops.people.models import Discipline, Organisation, PeopleImport, Person
from workshops.planning.models import AgendaBlock, Method, Participation, Room, Sitting, Workshop

Made = TypeVar("Made")


class World:
    """One record of each kind, made when first asked for; all of it in one owner's engagement."""

    def __init__(self, owner: User | None = None) -> None:
        self.owner = owner or make_user(name="Ida Østergård-Kjærsgaard")
        self._made: dict[Callable[..., Any], Any] = {}

    def once(self, maker: "Callable[[World], Made]") -> Made:
        """What a slice's own maker makes for this world, made when first asked for."""
        if maker not in self._made:
            self._made[maker] = maker(self)
        made: Made = self._made[maker]
        return made

    @cached_property
    def engagement(self) -> Engagement:
        """An engagement that the owner manages."""
        return make_engagement(self.owner)

    @cached_property
    def workshop(self) -> Workshop:
        """A workshop of two sittings in that engagement."""
        return make_workshop(self.engagement, sittings=2)

    @cached_property
    def sitting(self) -> Sitting:
        """The workshop's first sitting."""
        return self.workshop.sittings[0]

    @cached_property
    def block(self) -> AgendaBlock:
        """A block of that sitting."""
        return make_block(self.sitting, 1)

    @cached_property
    def person(self) -> Person:
        """A person of the directory."""
        return make_person()

    @cached_property
    def participation(self) -> Participation:
        """That person's place in the sitting."""
        return make_participation(self.sitting, self.person)

    @cached_property
    def invitation_token(self) -> str:
        """The token of that person's own link."""
        open_invitations([self.participation])
        db.session.commit()
        (invitation,) = list_open_of_participation(self.participation.id)
        spec = invitation_letters.link_of(invitation, shown_now(self.participation))
        return spec.url().rpartition("/")[2]

    @cached_property
    def reminders_token(self) -> str:
        """The token of the link that ends reminders."""
        assert self.invitation_token
        (invitation,) = list_open_of_participation(self.participation.id)
        spec = stop_link_of(invitation, shown_now(self.participation))
        return spec.url().rpartition("/")[2]

    @cached_property
    def organisation(self) -> Organisation:
        """An agency."""
        return make_organisation()

    @cached_property
    def other(self) -> Person:
        """A person to be merged with the first."""
        return make_person()

    @cached_property
    def discipline(self) -> Discipline:
        """A discipline."""
        return make_discipline()

    @cached_property
    def people_import(self) -> PeopleImport:
        """A list of people that the owner has uploaded."""
        return make_people_import(self.owner)

    @cached_property
    def room(self) -> Room:
        """A room."""
        return make_room()

    @cached_property
    def deleted_room(self) -> Room:
        """A room in the bin."""
        return make_room(deleted_at=clock.now())

    @cached_property
    def method(self) -> Method:
        """A method card."""
        return make_method()

    @cached_property
    def letter(self) -> Letter:
        """A letter about the engagement."""
        return make_letter(self.engagement)

    @cached_property
    def request(self) -> EngagementRequest:
        """A request that nobody has answered."""
        return make_request()

    @cached_property
    def task(self) -> EngagementTask:
        """A task of the engagement."""
        return make_task(self.engagement)

    @cached_property
    def file(self) -> StoredFile:
        """A file of the engagement."""
        return make_file(self.engagement)

    @cached_property
    def contact(self) -> EngagementContact:
        """A person at the agency of the engagement."""
        return make_contact(self.engagement, make_person())

    @cached_property
    def goal(self) -> StrategicGoal:
        """A strategic goal."""
        return make_goal()

    @cached_property
    def job(self) -> Job:
        """A job that failed."""
        return make_job()


def _request_link(request: EngagementRequest) -> str:
    """The token of a link that confirms a request."""
    return links.make("request", request.id, 1, clock.now() + timedelta(days=7))


MAKERS: dict[str, Callable[[World], str]] = {
    "engagement_id": lambda world: world.engagement.public_id,
    "workshop_id": lambda world: world.workshop.public_id,
    "sitting_id": lambda world: world.sitting.public_id,
    "block_id": lambda world: world.block.public_id,
    "person_id": lambda world: world.person.public_id,
    "participation_id": lambda world: world.participation.public_id,
    "organisation_id": lambda world: world.organisation.public_id,
    "other_id": lambda world: world.other.public_id,
    "kind": lambda _world: "disciplines",
    "term_id": lambda world: world.discipline.public_id,
    "import_id": lambda world: world.people_import.public_id,
    "room_id": lambda world: world.room.public_id,
    "overview.restore.kind": lambda _world: "room",
    "overview.restore.record_id": lambda world: world.deleted_room.public_id,
    "user_id": lambda world: world.owner.public_id,
    "letter_id": lambda world: world.letter.public_id,
    "request_id": lambda world: world.request.public_id,
    "task_id": lambda world: world.task.public_id,
    "file_id": lambda world: world.file.public_id,
    "goal_id": lambda world: world.goal.public_id,
    "stage": lambda _world: "analysis",
    "state": lambda _world: "paused",
    "job_id": lambda world: world.job.public_id,
    "token": lambda world: world.invitation_token,
    "slug": lambda world: world.method.slug,
    "day": lambda _world: "2026-12-07",
    "engagements.put_contact_first.person_id": lambda world: world.contact.person.public_id,
    "engagements.remove_contact.person_id": lambda world: world.contact.person.public_id,
    "engagements.confirm_form.token": lambda world: _request_link(world.request),
    "engagements.confirm.token": lambda world: _request_link(world.request),
    "reminders.show.token": lambda world: world.reminders_token,
    "reminders.switch_off.token": lambda world: world.reminders_token,
}


SLICES: tuple[dict[str, Callable[[World], str]], ...] = (
    deliverables.MAKERS,
    expectations.MAKERS,
    experiments.MAKERS,
    adoption.MAKERS,
    accounts.MAKERS,
    library.MAKERS,
    packs.MAKERS,
    planning.MAKERS,
    polls.MAKERS,
    feeds.MAKERS,
    mail.MAKERS,
)


def maker_of(name: str) -> Callable[[World], str] | None:
    """The maker of a parameter, from the list above or from a slice's own in its records.py."""
    for makers in (MAKERS, *SLICES):
        if name in makers:
            return makers[name]
    return None


def values_for(rule: Rule, world: World) -> dict[str, str]:
    """A value for each parameter of a route.

    A maker is looked up as "endpoint.parameter" first, then as "parameter".
    """
    found = {}
    for name in sorted(rule.arguments):
        special = f"{rule.endpoint}.{name}"
        maker = maker_of(special) or maker_of(name)
        assert maker, f"{rule.rule}: add a maker for {name} to tests/architecture/records.py"
        found[name] = maker(world)
    return found


def address(app: Flask, rule: Rule, world: World) -> str:
    """The path of a route for the records of a world."""
    with app.test_request_context():
        return str(app.url_map.bind("").build(rule.endpoint, values_for(rule, world)))


def routes(app: Flask, method: str) -> Iterator[Rule]:
    """Every route of ours that takes `method`, in a steady order."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        if method in (rule.methods or ()) and rule.endpoint != "static":
            yield rule
