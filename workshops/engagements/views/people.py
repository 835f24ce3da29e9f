"""Who works on an engagement, and its contacts at the agency."""

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements import queries
from workshops.engagements.forms import ContactForm, MemberForm
from workshops.engagements.models import Engagement, MemberPart
from workshops.engagements.queries import people
from workshops.engagements.services import contacts, members
from workshops.engagements.services.contacts import ContactText
from workshops.engagements.views.blueprint import bp, to_engagement
from workshops.engagements.views.records import editable
from workshops.people.models import Person
from workshops.web.access import current_actor, needs

Answer = Response | tuple[str, int]


@bp.get("/engagements/<id:engagement_id>/members/new")
@needs("U", "engagement")
def new_member(engagement_id: str) -> str:
    """Choose an account."""
    engagement = editable(current_actor(), engagement_id)
    return render_template("engagements/member.html", form=_form(engagement), engagement=engagement)


@bp.post("/engagements/<id:engagement_id>/members/new")
@needs("U", "engagement")
def add_member(engagement_id: str) -> Answer:
    """Have an account work on the engagement."""
    engagement = editable(current_actor(), engagement_id)
    form = _form(engagement)
    user = people.find_account(form.user.data or "") if form.validate_on_submit() else None
    if user is None:
        page = render_template("engagements/member.html", form=form, engagement=engagement)
        return page, 422
    with transaction():
        part = MemberPart(form.part.data)
        members.add_member(current_actor(), engagement=engagement, user=user, part=part)
    flash(gettext("%(name)s is on the engagement.", name=user.name), "success")
    return to_engagement(engagement, "people")


@bp.post("/engagements/<id:engagement_id>/members/<id:user_id>/remove")
@needs("U", "engagement")
def remove_member(engagement_id: str, user_id: str) -> Response:
    """Take an account off the engagement."""
    engagement = editable(current_actor(), engagement_id)
    found = [m.user for m in people.list_members(engagement) if m.user.public_id == user_id]
    if not found:
        raise NotFound(N_("There is no such person on the engagement."))
    with transaction():
        members.remove_member(current_actor(), engagement=engagement, user=found[0])
    flash(gettext("%(name)s is off the engagement.", name=found[0].name), "success")
    return to_engagement(engagement, "people")


@bp.get("/engagements/<id:engagement_id>/contacts/new")
@needs("C", "engagement_contact")
def new_contact(engagement_id: str) -> str:
    """Somebody at the agency."""
    engagement = editable(current_actor(), engagement_id)
    return render_template("engagements/contact.html", form=ContactForm(), engagement=engagement)


@bp.post("/engagements/<id:engagement_id>/contacts/new")
@needs("C", "engagement_contact")
def add_contact(engagement_id: str) -> Answer:
    """Name a contact: somebody in the directory with that address, or a new person."""
    engagement = editable(current_actor(), engagement_id)
    form = ContactForm()
    with form.saving(
        lambda: render_template("engagements/contact.html", form=form, engagement=engagement)
    ):
        contacts.name_contact(current_actor(), engagement=engagement, text=_text(form))
    flash(gettext("The contact is named."), "success")
    return to_engagement(engagement, "people")


@bp.post("/engagements/<id:engagement_id>/contacts/<id:person_id>/first")
@needs("U", "engagement_contact")
def put_contact_first(engagement_id: str, person_id: str) -> Response:
    """Have the lab write to this contact first."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    with transaction():
        person = _contact(engagement, person_id)
        members.put_contact_first(current_actor(), engagement=engagement, person=person)
    flash(gettext("%(name)s is the first contact now.", name=person.name), "success")
    return to_engagement(engagement, "people")


@bp.post("/engagements/<id:engagement_id>/contacts/<id:person_id>/remove")
@needs("D", "engagement_contact")
def remove_contact(engagement_id: str, person_id: str) -> Response:
    """Take a contact off the engagement."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    with transaction():
        person = _contact(engagement, person_id)
        members.remove_contact(current_actor(), engagement=engagement, person=person)
    flash(gettext("%(name)s is no longer a contact.", name=person.name), "success")
    return to_engagement(engagement, "people")


def _form(engagement: Engagement) -> MemberForm:
    """Accounts that are not members yet."""
    known = {member.user_id for member in engagement.members}
    free = [user for user in people.list_helpers() if user.id not in known]
    return MemberForm().offer([(user.public_id, user.name) for user in free])


def _text(form: ContactForm) -> ContactText:
    return ContactText(
        name=form.name.data or "",
        email=form.email.data or "",
        role_title=form.role_title.data or "",
        phone=form.phone.data or "",
    )


def _contact(engagement: Engagement, person_id: str) -> Person:
    for contact in people.list_contacts(engagement):
        if contact.person.public_id == person_id:
            return contact.person
    raise NotFound(N_("There is no such person on the engagement."))
