"""Delivering a pack, for the lab: to whom, its links, what was fetched, and its end."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.deliverables import permissions
from workshops.deliverables.forms.packs import DeliverForm
from workshops.deliverables.models.packs import Pack
from workshops.deliverables.queries.deliveries import get_delivery
from workshops.deliverables.queries.packs import get_pack
from workshops.deliverables.services import delivery as services
from workshops.deliverables.views.blueprint import bp
from workshops.deliverables.views.packs import to_pack
from workshops.engagements.queries.people import list_contacts
from workshops.people.models import Person
from workshops.web.access import current_actor, needs
from workshops.web.buttons import pressed

Answer = Response | tuple[str, int]


@bp.get("/packs/<id:pack_id>/deliver")
@needs("C", "delivery")
def deliver_form(pack_id: str) -> str:
    """Choose who gets it."""
    pack = _own(pack_id)
    return _page(pack, DeliverForm().offer(_choices(pack)))


@bp.post("/packs/<id:pack_id>/deliver")
@needs("C", "delivery")
def deliver(pack_id: str) -> Answer:
    """Send each of them a link."""
    pack = _own(pack_id)
    form = DeliverForm().offer(_choices(pack))
    with form.saving(lambda: _page(pack, form)):
        sending = services.Sending(
            people=[p for p in _people(pack) if p.public_id in set(form.people.data or [])],
            message=form.message.data or "",
            weeks=int(form.weeks.data),
        )
        services.deliver(current_actor(), pack=pack, sending=sending)
    flash(_("The pack is on its way."), "success")
    return to_pack(pack)


@bp.get("/deliveries/<id:delivery_id>")
@needs("R", "delivery")
def delivery(delivery_id: str) -> str:
    """One delivery: links, receipt, and every file that was fetched."""
    actor = current_actor()
    found = get_delivery(actor, delivery_id)
    return render_template(
        "deliverables/delivery.html",
        delivery=found,
        pack=found.pack,
        engagement=found.pack.engagement,
        now=clock.now(),
        may_revoke=permissions.can_revoke_deliveries(actor, found.pack.engagement),
    )


@bp.post("/deliveries/<id:delivery_id>/renew")
@needs("U", "delivery")
def renew_delivery(delivery_id: str) -> Response:
    """Send a new link to the same address; the one before it ends."""
    found = get_delivery(current_actor(), delivery_id)
    with pressed(_("A new link is on its way.")):
        services.renew(current_actor(), delivery=found)
    return _back(delivery_id)


@bp.post("/deliveries/<id:delivery_id>/revoke")
@needs("U", "delivery")
def revoke_delivery(delivery_id: str) -> Response:
    """End every link at once."""
    found = get_delivery(current_actor(), delivery_id)
    with pressed(_("The delivery is revoked. Its links no longer work.")):
        services.revoke(current_actor(), delivery=found)
    return _back(delivery_id)


def _own(pack_id: str) -> Pack:
    """A pack that the one who asks may deliver."""
    pack = get_pack(current_actor(), pack_id)
    services.require_deliver(current_actor(), pack)
    return pack


def _people(pack: Pack) -> list[Person]:
    return [contact.person for contact in list_contacts(pack.engagement)]


def _choices(pack: Pack) -> list[tuple[object, object]]:
    return [
        (person.public_id, f"{person.name}, {person.email}" if person.email else person.name)
        for person in _people(pack)
    ]


def _page(pack: Pack, form: DeliverForm) -> str:
    return render_template(
        "deliverables/deliver.html", pack=pack, engagement=pack.engagement, form=form
    )


def _back(delivery_id: str) -> Response:
    return redirect(url_for("deliverables.delivery", delivery_id=delivery_id))
