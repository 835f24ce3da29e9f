"""People at the agency, found in the directory by their address or added to it."""

from dataclasses import dataclass

from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.engagements import permissions
from workshops.engagements.models import Engagement, EngagementContact, EngagementRequest
from workshops.engagements.queries.people import find_person_at
from workshops.engagements.services.members import add_contact
from workshops.people import services as people
from workshops.people.models import Organisation, Person
from workshops.people.services import PersonDetails


@dataclass(frozen=True)
class ContactText:
    """A contact as typed."""

    name: str
    email: str
    role_title: str = ""
    phone: str = ""
    language: str = "da"


def name_contact(actor: Actor, *, engagement: Engagement, text: ContactText) -> EngagementContact:
    """Name a contact of the engagement. Raises Invalid for a bad address or a missing name."""
    if not permissions.can_edit_engagement(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can change its people."))
    require_there(engagement)
    person = _person(actor, text, engagement.organisation)
    return add_contact(actor, engagement=engagement, person=person)


def contact_of_request(
    actor: Actor, *, request: EngagementRequest, organisation: Organisation
) -> Person:
    """The one who asked, as a person of the directory. Raises NotFound for a deleted agency."""
    require_there(organisation)
    text = ContactText(
        name=request.contact_name,
        email=request.contact_email,
        phone=request.contact_phone,
        language=request.language,
    )
    return _person(actor, text, organisation)


def _person(actor: Actor, text: ContactText, organisation: Organisation) -> Person:
    """Whoever of the directory has the address, as they stand there, else a new person."""
    known = find_person_at(text.email)
    if known is not None:
        return known
    details = PersonDetails(
        name=text.name,
        email=text.email,
        phone=text.phone,
        organisation=organisation,
        role_title=text.role_title,
        languages=(text.language,),
    )
    return people.add_person(actor, details=details)
