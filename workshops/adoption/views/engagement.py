"""The recommendations of one engagement, and asking the agency about them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.adoption import permissions, queries
from workshops.adoption.forms import AskForm
from workshops.adoption.models import Adoption, Status
from workshops.adoption.queries.ledger import count_by_status
from workshops.adoption.services import asking
from workshops.adoption.services.asking import Holder
from workshops.adoption.views.blueprint import bp, today, wanted
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.people import list_contacts
from workshops.web.access import current_actor, needs, require
from workshops.web.buttons import pressed
from workshops.web.pages import paginate


@bp.get("/engagements/<id:engagement_id>/adoption")
@needs("R", "adoption")
def of_engagement(engagement_id: str) -> str:
    """What the agency answered to each recommendation, and what is overdue."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    wish = wanted()
    found = queries.search_adoptions(actor, wish, today(), engagement)
    return render_template(
        "adoption/engagement.html",
        engagement=engagement,
        page=paginate(found.order_by(Adoption.deliverable_id, Adoption.id)),
        counts=count_by_status(actor, engagement),
        wanted=wish,
        statuses=Status,
        today=today(),
        may_ask=permissions.can_ask(actor, engagement),
    )


@bp.get("/engagements/<id:engagement_id>/adoption/ask")
@needs("C", "adoption")
def ask_form(engagement_id: str) -> str:
    """Choose the documents and the people."""
    engagement = _to_ask(engagement_id)
    return _page(_form(engagement), engagement)


@bp.post("/engagements/<id:engagement_id>/adoption/ask")
@needs("C", "adoption")
def ask_agency(engagement_id: str) -> Response:
    """Send the links."""
    engagement = _to_ask(engagement_id)
    form = _form(engagement)
    with form.saving(lambda: _page(form, engagement)):
        asked, named = form.versions.data or [], form.people.data or []
        versions = [one for one in queries.list_askable(engagement) if one.public_id in asked]
        people = [c.person for c in list_contacts(engagement) if c.person.public_id in named]
        holders = [Holder(one.name, one.email or "", one.language) for one in people]
        asking.ask_agency(
            current_actor(), engagement=engagement, versions=versions, holders=holders
        )
    flash(_("The agency is asked. Each person gets a letter with a link of their own."), "success")
    return redirect(url_for("adoption.of_engagement", engagement_id=engagement.public_id))


@bp.post("/engagements/<id:engagement_id>/adoption/asked/<id:ask_id>/end-links")
@needs("C", "adoption")
def end_links(engagement_id: str, ask_id: str) -> Response:
    """Let the links that this person has been sent work no more."""
    engagement = _to_ask(engagement_id)
    ask = queries.get_ask(engagement, ask_id)
    with pressed(_("The links that were sent to %(name)s no longer work.", name=ask.name)):
        asking.end_links(current_actor(), ask=ask)
    return redirect(url_for("adoption.ask_form", engagement_id=engagement_id))


def _to_ask(engagement_id: str) -> Engagement:
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    require(permissions.can_ask(actor, engagement))
    return engagement


def _form(engagement: Engagement) -> AskForm:
    people = [contact.person for contact in list_contacts(engagement)]
    return AskForm().offer(queries.list_askable(engagement), people)


def _page(form: AskForm, engagement: Engagement) -> str:
    return render_template(
        "adoption/ask.html",
        form=form,
        engagement=engagement,
        asks=queries.list_asks(engagement),
        back=url_for("adoption.of_engagement", engagement_id=engagement.public_id),
    )
