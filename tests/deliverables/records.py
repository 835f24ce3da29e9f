"""Records for every address of deliverables."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import current_app

from tests.deliverables.compositions import FIRST
from tests.deliverables.makers import make_deliverable, make_review, make_version
from workshops.core import clock
from workshops.core.db import db
from workshops.deliverables import queries
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.models.kinds import FileFormat
from workshops.deliverables.models.review import ReviewComment
from workshops.deliverables.services.composing import renew
from workshops.deliverables.services.rendering import store_rendered
from workshops.deliverables.services.reviewing import link_of

if TYPE_CHECKING:
    from tests.architecture.records import World


def a_draft(world: "World") -> Deliverable:
    """A composed draft in the world's engagement."""
    deliverable = make_deliverable(world.engagement, author_id=world.owner.id)
    renew(deliverable, FIRST)
    db.session.commit()
    return deliverable


def a_comment(world: "World") -> ReviewComment:
    """A comment in an open review of that draft."""
    return make_review(world.once(a_draft))


def a_version(world: "World") -> DeliverableVersion:
    """The second issued version of that draft, with files, to be compared with the first."""
    make_version(world.once(a_draft), 1)
    version = make_version(world.once(a_draft), 2)
    folder = current_app.config["SETTINGS"].instance / "files"
    contents = {FileFormat.PDF: b"%PDF-", FileFormat.DOCX: b"PK"}
    store_rendered(version.id, folder=folder, contents=contents)
    db.session.commit()
    return version


def a_deleted_draft(world: "World") -> Deliverable:
    """A draft in the bin."""
    return make_deliverable(world.engagement, deleted_at=clock.now())


MAKERS: dict[str, Callable[["World"], str]] = {
    "deliverable_id": lambda world: world.once(a_draft).public_id,
    "deliverables.restore.deliverable_id": lambda world: world.once(a_deleted_draft).public_id,
    "issued_id": lambda world: world.once(a_version).deliverable.public_id,
    "made": lambda _world: "training",
    "piece_id": lambda world: world.once(a_draft).sections[0].blocks[0].public_id,
    "part_id": lambda world: world.once(a_draft).sections[1].public_id,
    "question_id": lambda world: queries.list_questions(world.once(a_draft))[0].public_id,
    "comment_id": lambda world: world.once(a_comment).public_id,
    "reviewer_id": lambda world: world.once(a_comment).reviewer.public_id,
    "version_id": lambda world: world.once(a_version).public_id,
    **{
        f"deliverables.{page}.token": lambda world: (
            link_of(world.once(a_comment).reviewer).url().rpartition("/")[2]
        )
        for page in ("read", "comment", "verdict")
    },
}
