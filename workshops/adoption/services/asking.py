"""Asking the agency what it does with each recommendation, by a personal link."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from workshops.activity import services as activity
from workshops.adoption import permissions, queries
from workshops.adoption.models import Adoption, AdoptionAsk, AdoptionChange, AdoptionCheck, Status
from workshops.adoption.rules import check_days
from workshops.core import clock
from workshops.core.actor import WORKER, Actor, ActorKind
from workshops.core.addresses import normal_address
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed
from workshops.core.text import N_
from workshops.deliverables.models.issued import DeliverableVersion, Recommendation
from workshops.engagements.models import Engagement
from workshops.mail import outbox
from workshops.mail.links import LinkSpec
from workshops.mail.outbox import Draft

PURPOSE = "adoption"
LINK_LIFE = timedelta(days=120)
LANGUAGES = ("da", "en")
ASKED = "adoption_asked"
WHAT_NOW = N_("What will you do with our recommendations?")
REMINDER = "adoption_reminder"
ASKED_TEXT = "adoption/mail/asked"
REMINDER_TEXT = "adoption/mail/reminder"


@dataclass(frozen=True)
class Holder:
    """Somebody at the agency who gets a link; an owner named in an answer is no contact."""

    name: str
    address: str
    language: str = "da"
    contact: bool = True


def ask_agency(
    actor: Actor,
    *,
    engagement: Engagement,
    versions: Sequence[DeliverableVersion],
    holders: Sequence[Holder],
) -> list[Adoption]:
    """Let the recommendations of issued versions be answered, and send the links.

    Asked again, it only sends the links anew and adds what is new. Raises Invalid.
    """
    if not permissions.can_ask(actor, engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can ask the agency."))
    if not versions:
        raise Invalid(N_("Choose at least one document."), "versions")
    if not holders:
        raise Invalid(N_("Choose at least one person."), "people")
    begun = [one for version in versions for one in begin_adoption(actor, version=version)]
    for holder in holders:
        ask = find_or_make(engagement, holder)
        ask.asked_at = clock.now()
        post(ask, ASKED, WHAT_NOW)
    db.session.flush()
    activity.record(
        actor, "agency_asked", engagement, title=engagement.name, engagement_id=engagement.id
    )
    return begun


def begin_adoption(actor: Actor, *, version: DeliverableVersion) -> list[Adoption]:
    """Take the recommendations of a version under adoption; those of an earlier one are carried on.

    What stood in the earlier version under the same key keeps its answers and its days.
    """
    today = clock.now().date()
    query = select(Adoption).where(Adoption.deliverable_id == version.deliverable_id)
    known = {one.key: one for one in db.session.scalars(query.order_by(Adoption.id))}
    begun = []
    for recommendation in queries.list_recommendations(version):
        earlier = known.get(recommendation.key)
        if earlier is not None:
            if earlier.recommendation_id < recommendation.id:
                earlier.recommendation = recommendation
            continue
        begun.append(_begin(version, recommendation, today))
    db.session.flush()
    for adoption in begun:
        activity.record(
            actor,
            "adoption_begun",
            adoption,
            title=adoption.recommendation.text,
            engagement_id=adoption.engagement_id,
        )
    return begun


def begin_delivered(*, version_ids: Collection[int]) -> list[Adoption]:
    """Take what delivered versions recommend under adoption."""
    query = select(DeliverableVersion).where(DeliverableVersion.id.in_(version_ids))
    versions = db.session.scalars(query.order_by(DeliverableVersion.id)).all()
    return [one for version in versions for one in begin_adoption(WORKER, version=version)]


def ask_receiver(*, engagement_id: int, version_ids: Collection[int], holder: Holder) -> None:
    """The agency has the documents: its answers are awaited from whoever holds the pack.

    Nobody is asked when nothing is recommended.
    """
    begin_delivered(version_ids=version_ids)
    engagement = db.session.get_one(Engagement, engagement_id)
    adoptions = queries.list_of_versions(version_ids)
    for adoption in adoptions:
        receive_adoption(Actor(ActorKind.LINK, None, holder.name), adoption=adoption)
    if adoptions:
        ask = find_or_make(engagement, holder)
        ask.asked_at = clock.now()
        post(ask, ASKED, WHAT_NOW)


def receive_adoption(actor: Actor, *, adoption: Adoption) -> None:
    """Note that the agency has the recommendation, where nothing was answered before."""
    if adoption.status is not Status.AWAITED:
        return
    adoption.status = Status.RECEIVED
    keep_change(actor, adoption, Status.AWAITED)


def keep_change(actor: Actor, adoption: Adoption, old: Status, note: str = "") -> None:
    """Keep who brought a recommendation from one status to the present one, and when."""
    db.session.add(
        AdoptionChange(
            adoption_id=adoption.id,
            happened_at=clock.now(),
            actor_kind=actor.kind,
            actor_name=actor.name,
            old=old,
            new=adoption.status,
            reason=adoption.reason,
            place=adoption.place,
            note=note,
        )
    )
    db.session.flush()
    activity.record(
        actor,
        "answered",
        adoption,
        title=adoption.recommendation.text,
        engagement_id=adoption.engagement_id,
        fields=["status"],
        reason=note,
    )


def send_new_links(*, address: str) -> None:
    """Send whoever holds this address fresh links; for others nothing happens."""
    for ask in queries.list_asks_at(normal_address(address)):
        post(ask, ASKED, WHAT_NOW)
        activity.record(WORKER, "sent_again", ask, title=ask.name, engagement_id=ask.engagement_id)


def end_links(actor: Actor, *, ask: AdoptionAsk) -> None:
    """Let no link that this person has been sent work any more."""
    if not permissions.can_ask(actor, ask.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can ask the agency."))
    ask.link_version += 1
    db.session.flush()
    activity.record(actor, "link_revoked", ask, title=ask.name, engagement_id=ask.engagement_id)


def find_or_make(engagement: Engagement, holder: Holder) -> AdoptionAsk:
    """Whoever has that address in that engagement; made when there is nobody yet."""
    address = normal_address(holder.address)
    query = select(AdoptionAsk).where(
        AdoptionAsk.engagement_id == engagement.id, AdoptionAsk.address == address
    )
    ask = db.session.scalar(query)
    if ask is None:
        language = holder.language if holder.language in LANGUAGES else LANGUAGES[0]
        ask = AdoptionAsk(
            engagement=engagement,
            name=holder.name,
            address=address,
            language=language,
            contact=holder.contact,
        )
        db.session.add(ask)
    ask.contact = ask.contact or holder.contact
    db.session.flush()
    return ask


def link_of(ask: AdoptionAsk) -> LinkSpec:
    """The personal link of somebody who was asked."""
    return LinkSpec(
        path="/a/{token}",
        purpose=PURPOSE,
        id=ask.id,
        version=ask.link_version,
        expires_at=clock.now() + LINK_LIFE,
    )


def post(
    ask: AdoptionAsk, kind: str, subject: str, *, due: Sequence[str] = (), seed: str = ""
) -> None:
    """A letter with the link; `due` are the recommendations whose check has come."""
    outbox.post(
        Draft(
            to_address=ask.address,
            to_name=ask.name,
            language=ask.language,
            subject=subject,
            template=REMINDER_TEXT if due else ASKED_TEXT,
            context={
                "name": ask.name,
                "engagement": ask.engagement.name,
                "sent_by": ask.engagement.manager.name,
                "due": list(due),
            },
            kind=kind,
            lane=f"adoption:{ask.id}",
            from_name=ask.engagement.manager.name,
            links={"answer": link_of(ask)},
            record_kind=AdoptionAsk.__tablename__,
            record_id=ask.id,
            engagement_id=ask.engagement_id,
            message_id_seed=seed,
        )
    )


def _begin(version: DeliverableVersion, row: Recommendation, today: date) -> Adoption:
    adoption = Adoption(
        engagement_id=version.deliverable.engagement_id,
        deliverable_id=version.deliverable_id,
        recommendation=row,
        key=row.key,
        begun_on=today,
        checks=[
            AdoptionCheck(months=months, due_on=day) for months, day in check_days(today).items()
        ],
    )
    db.session.add(adoption)
    return adoption
