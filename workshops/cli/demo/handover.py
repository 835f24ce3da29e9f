"""The story's hand-over: its pack can only be built once a worker has drawn the documents."""

from datetime import timedelta
from typing import Any

from workshops.cli.demo import story
from workshops.cli.demo.story import Cast
from workshops.core import clock
from workshops.core.db import db
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.packs import Pack, PackKind
from workshops.deliverables.services import delivery, packs
from workshops.engagements.models import Engagement
from workshops.engagements.queries.people import list_contacts
from workshops.jobs.queue import enqueue

PACK_UP, HAND_OVER = "demo.pack_up", "demo.hand_over"
SOON = timedelta(seconds=2)


def leave_to_worker(text: dict[str, Any], cast: Cast) -> None:
    """Have a worker make the pack, after the files that were queued before."""
    engagement = cast.engagements[text["handover"]["engagement"]]
    enqueue(PACK_UP, key=f"{PACK_UP}:{engagement.id}", engagement_id=engagement.id)


def pack_up(engagement_id: int) -> None:
    """Queue the building of the pack and then its delivery; too early, it is tried again."""
    engagement = db.session.get(Engagement, engagement_id)
    if engagement is None:
        return
    pack = packs.make_pack(
        engagement.manager.actor(),
        engagement=engagement,
        chosen=packs.Chosen(PackKind.HANDOVER, story.read()["handover"]["title"], "da"),
    )
    enqueue(HAND_OVER, key=f"{HAND_OVER}:{pack.id}", run_at=clock.now() + SOON, pack_id=pack.id)


def hand_over(pack_id: int) -> None:
    """Deliver the pack to the agency's contacts; one of them fetches it and gives a receipt."""
    pack = db.session.get(Pack, pack_id)
    if pack is None:
        return
    told = story.read()["handover"]
    contacts = [one.person for one in list_contacts(pack.engagement)]
    sent = delivery.deliver(
        pack.engagement.manager.actor(),
        pack=pack,
        sending=delivery.Sending(contacts, told["message"]),
    )
    for one in sent:
        if one.name == told["receiver"]:
            _receive(one, told)


def _receive(sent: Delivery, told: dict[str, Any]) -> None:
    link, file = sent.links[0], sent.pack.file
    if file is not None:
        delivery.fetch(link=link, file_id=file.public_id)
    delivery.receive(
        link=link,
        name=told["receiver"],
        title=told["receiver_title"],
        journal_number=told["journal"],
    )
