"""Handing packs over: links by letter, what is fetched through them, the receipt, and their end."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.events import publish
from workshops.core.locale import long_day
from workshops.core.text import N_, clean, clean_line
from workshops.deliverables import permissions
from workshops.deliverables.events import PackDelivered, PackReceived
from workshops.deliverables.models.delivery import Delivery, DeliveryFetch, DeliveryLink
from workshops.deliverables.models.kinds import RenderState
from workshops.deliverables.models.packs import Pack
from workshops.deliverables.queries.deliveries import get_file_of
from workshops.deliverables.queries.packs import flagged_titles
from workshops.deliverables.rules import delivery as rules
from workshops.deliverables.rules.packs import check_flags
from workshops.files.models import StoredFile
from workshops.mail import outbox
from workshops.mail.links import LinkSpec, hash_of, make_hidden
from workshops.mail.outbox import Draft
from workshops.people.models import Person

PURPOSE = "delivery"
LANGUAGES = ("da", "en")
LETTER = "delivery"
SUBJECT = N_("For you to fetch: %(title)s")
ONLY_MANAGERS = N_("Only the engagement’s project managers can deliver packs.")


@dataclass(frozen=True)
class Sending:
    """Who gets a pack, in what words, and how long the link works."""

    people: Sequence[Person]
    message: str
    weeks: int = rules.DEFAULT_WEEKS


def deliver(actor: Actor, *, pack: Pack, sending: Sending) -> list[Delivery]:
    """Send each person a link of their own. Raises Invalid, Conflict when it is not ready."""
    require_deliver(actor, pack)
    _check(pack, sending)
    made = []
    for person in sending.people:
        delivery = Delivery(
            pack=pack,
            person=person,
            name=person.name,
            address=person.email,
            language=person.language if person.language in LANGUAGES else pack.language,
            message=clean(sending.message),
            weeks=sending.weeks,
            sent_by_id=actor.id,
        )
        db.session.add(delivery)
        db.session.flush()
        _send_link(delivery)
        _note(actor, "delivered", delivery)
        made.append(delivery)
    publish(PackDelivered(pack.engagement_id, _versions(pack)))
    return made


def require_deliver(actor: Actor, pack: Pack) -> None:
    """Raise NotAllowed for those who may not deliver a pack."""
    if not permissions.can_deliver(actor, pack.engagement):
        raise NotAllowed(ONLY_MANAGERS)
    require_there(pack)


def renew(actor: Actor, *, delivery: Delivery) -> None:
    """Send a new link; the one before it ends. Raises Conflict once it was revoked."""
    _require_revoke(actor, delivery)
    if delivery.revoked_at is not None:
        raise Conflict(N_("This delivery was revoked. Deliver the pack anew."))
    _send_link(delivery)
    _note(actor, "link_renewed", delivery)


def renew_by_address(*, link: DeliveryLink, typed: str) -> None:
    """Send a new link to the registered address, if that is what was typed; nothing else happens.

    Nothing happens either while the link still works, or when the delivery was revoked.
    """
    delivery = link.delivery
    works = link.ended_at is None and clock.now() < link.expires_at
    if works or delivery.revoked_at is not None:
        return
    if rules.same_address(typed, delivery.address):
        _send_link(delivery)
        _note(_holder(delivery), "link_renewed", delivery)


def revoke(actor: Actor, *, delivery: Delivery) -> None:
    """End every link of a delivery at once. Raises Conflict when that was done before."""
    _require_revoke(actor, delivery)
    if delivery.revoked_at is not None:
        raise Conflict(N_("This delivery was revoked before."))
    delivery.revoked_at, delivery.revoked_by = clock.now(), actor.name
    outbox.supersede(_lane(delivery), LETTER)
    db.session.flush()
    _note(actor, "delivery_revoked", delivery)


def require_open(link: DeliveryLink) -> None:
    """Raise Gone when a link no longer works."""
    rules.check_open(
        clock.now(),
        expires_at=link.expires_at,
        ended_at=link.ended_at,
        revoked_at=link.delivery.revoked_at,
    )


def fetch(*, link: DeliveryLink, file_id: str) -> StoredFile:
    """Note that a file is fetched and say which. Raises Gone, NotFound."""
    db.session.refresh(link, ["ended_at", "expires_at"])
    db.session.refresh(link.delivery, ["revoked_at"])
    require_open(link)
    delivery = link.delivery
    file = get_file_of(delivery.pack, file_id)
    delivery.fetched.append(
        DeliveryFetch(
            fetched_at=clock.now(), file_name=file.name, sha256=file.sha256, by=delivery.name
        )
    )
    db.session.flush()
    _note(_holder(delivery), "fetched", delivery)
    return file


def receive(*, link: DeliveryLink, name: str, title: str, journal_number: str = "") -> Delivery:
    """An officer says that the agency has it. Raises Gone, Invalid, Conflict when said before."""
    delivery = link.delivery
    db.session.refresh(delivery, ["received_at", "revoked_at"], with_for_update=True)
    require_open(link)
    rules.check_receipt(name, title, delivery.received_at)
    delivery.received_at = clock.now()
    delivery.received_by = clean_line(name)[:200]
    delivery.received_title = clean_line(title)[:200]
    delivery.received_journal_number = clean_line(journal_number)[:60]
    db.session.flush()
    _note(_holder(delivery), "receipt_given", delivery)
    pack = delivery.pack
    publish(
        PackReceived(
            engagement_id=pack.engagement_id,
            versions=_versions(pack),
            name=delivery.name,
            address=delivery.address,
            language=delivery.language,
        )
    )
    return delivery


def link_of(link: DeliveryLink) -> LinkSpec:
    """The address of a link, made only when a letter is sent or shown."""
    return LinkSpec(
        path="/d/{token}",
        purpose=PURPOSE,
        id=link.id,
        version=1,
        expires_at=link.expires_at,
        nonce=link.nonce,
        hashed=link.token_hash,
    )


def _check(pack: Pack, sending: Sending) -> None:
    if pack.state is not RenderState.DONE:
        raise Conflict(N_("The pack is not ready yet."))
    check_flags(flagged_titles(pack))
    rules.check_weeks(sending.weeks)
    if not sending.people:
        raise Invalid(N_("Choose at least one person."), "people")
    if len(sending.people) > rules.MOST_PEOPLE:
        raise Invalid(N_("Choose at most %(n)s people."), "people", n=rules.MOST_PEOPLE)
    for person in sending.people:
        if not person.email:
            raise Invalid(N_("%(name)s has no e-mail address."), "people", name=person.name)


def _send_link(delivery: Delivery) -> None:
    """A new link, which ends those before it, and the letter that brings it."""
    now = clock.now()
    for older in delivery.links:
        older.ended_at = older.ended_at or now
    nonce = secrets.token_hex(16)
    link = DeliveryLink(
        nonce=nonce,
        token_hash=hash_of(make_hidden(PURPOSE, nonce)),
        expires_at=rules.ends_at(now, delivery.weeks, _zone_of(delivery)),
    )
    delivery.links.append(link)
    db.session.flush()
    _post(delivery, link)


def _zone_of(delivery: Delivery) -> str:
    return delivery.pack.engagement.manager.timezone


def _post(delivery: Delivery, link: DeliveryLink) -> None:
    pack = delivery.pack
    sender = delivery.sent_by.name
    context = {
        "name": delivery.name,
        "title": pack.title,
        "engagement": pack.engagement.name,
        "message": delivery.message,
        "sent_by": sender,
        "until": long_day(
            link.expires_at.astimezone(ZoneInfo(_zone_of(delivery))).date(), delivery.language
        ),
    }
    outbox.post(
        Draft(
            to_address=delivery.address,
            to_name=delivery.name,
            language=delivery.language,
            subject=SUBJECT,
            subject_params={"title": pack.title},
            template="deliverables/mail/delivery",
            context=context,
            kind=LETTER,
            lane=_lane(delivery),
            from_name=sender,
            links={"delivery": link_of(link)},
            record_kind=Pack.__tablename__,
            record_id=pack.id,
            engagement_id=pack.engagement_id,
            supersedes=(LETTER,),
        )
    )


def _versions(pack: Pack) -> tuple[int, ...]:
    return tuple(part.version_id for part in pack.parts)


def _lane(delivery: Delivery) -> str:
    return f"delivery:{delivery.id}"


def _require_revoke(actor: Actor, delivery: Delivery) -> None:
    if not permissions.can_revoke_deliveries(actor, delivery.pack.engagement):
        raise NotAllowed(ONLY_MANAGERS)
    require_there(delivery.pack)


def _holder(delivery: Delivery) -> Actor:
    return Actor(ActorKind.LINK, delivery.id, delivery.name)


def _note(actor: Actor, act: str, delivery: Delivery) -> None:
    pack = delivery.pack
    activity.record(actor, act, pack, title=pack.title, engagement_id=pack.engagement_id)
