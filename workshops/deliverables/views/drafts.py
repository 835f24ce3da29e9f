"""A draft: the page on which it is read and made one's own, its facts, deleting it."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from workshops.activity.queries import list_for_record
from workshops.core.db import transaction
from workshops.core.errors import NotAllowed, Problem
from workshops.deliverables import permissions, queries
from workshops.deliverables.forms import FactsForm, values_of
from workshops.deliverables.models import Deliverable, DeliverableBlock, DeliverableState
from workshops.deliverables.queries.reviews import list_comments, readiness_of
from workshops.deliverables.queries.versions import list_versions
from workshops.deliverables.rules.approval import wanting
from workshops.deliverables.rules.differences import compare_lines, told
from workshops.deliverables.rules.writing import can_be_written
from workshops.deliverables.services import delete_deliverable, describe, restore_deliverable
from workshops.deliverables.views.blueprint import (
    Answer,
    back,
    bp,
    draft_of,
    gone_of,
    layout_of,
    linker,
    tab_page,
    to_write,
)
from workshops.documents.stored import content_from_json
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs


@bp.get("/deliverables/<id:deliverable_id>")
@needs("R", "deliverable")
def draft(deliverable_id: str) -> Answer:
    """The draft as it would be printed, with everything that can be done to it.

    What is issued is no draft: it opens on its version in force.
    """
    actor, found = current_actor(), draft_of(deliverable_id)
    if found.state is DeliverableState.ISSUED:
        return _in_force(found)
    comments = list_comments(found)
    return tab_page(
        "deliverables/draft.html",
        found,
        "deliverables.draft",
        layout=layout_of(found),
        url=linker(actor, found.engagement, gone_of(found)),
        sections={section.key: section for section in found.sections},
        blocks={block.key: block for section in found.sections for block in section.blocks},
        removed=[b for section in found.sections for b in section.blocks if b.removed],
        diff=_difference,
        writable=_writable,
        text_of=_text,
        comments=[each for each in comments if each.settled_at is None],
        questions=queries.list_questions(found),
        wanting=wanting(readiness_of(found)),
        versions=list_versions(found),
        may_edit=_may_edit(found),
        may_approve=permissions.can_approve_drafts(actor, found.engagement),
        may_send=permissions.can_send_drafts(actor, found.engagement),
        is_author=found.author_id == actor.id,
    )


@bp.get("/deliverables/<id:deliverable_id>/preview")
@needs("R", "deliverable")
def preview(deliverable_id: str) -> Answer:
    """The draft as PDF and DOCX would show it, and nothing else."""
    found = draft_of(deliverable_id)
    if found.state is DeliverableState.ISSUED:
        return _in_force(found)
    return tab_page(
        "deliverables/preview.html",
        found,
        "deliverables.preview",
        layout=layout_of(found),
        url=linker(current_actor(), found.engagement, gone_of(found)),
    )


@bp.get("/deliverables/<id:deliverable_id>/edit")
@needs("U", "deliverable")
def edit(deliverable_id: str) -> str:
    """Title, journal number and the like."""
    found = to_write(deliverable_id)
    return _facts_page(found, FactsForm(data=values_of(found)))


@bp.post("/deliverables/<id:deliverable_id>/edit")
@needs("U", "deliverable")
def change(deliverable_id: str) -> Response:
    """Keep what was said of the deliverable."""
    found, form = to_write(deliverable_id), FactsForm()
    with form.saving(
        lambda: _facts_page(found, form),
        stale=lambda: merge.page(form, values_of(found), cancel_url=_url(found)),
    ):
        describe(current_actor(), deliverable=found, version=form.version.data, facts=form.facts())
    flash(_("Saved."), "success")
    return back(found)


@bp.get("/deliverables/<id:deliverable_id>/log")
@needs("R", "deliverable")
def log(deliverable_id: str) -> str:
    """What was done to the deliverable, and by whom."""
    found = draft_of(deliverable_id)
    return tab_page(
        "deliverables/log.html",
        found,
        "deliverables.log",
        happened=list_for_record(found),
    )


@bp.post("/deliverables/<id:deliverable_id>/delete")
@needs("D", "deliverable")
def delete(deliverable_id: str) -> Response:
    """Put a draft in the bin."""
    found = queries.get_deliverable(current_actor(), deliverable_id)
    try:
        with transaction():
            delete_deliverable(current_actor(), deliverable=found)
    except NotAllowed:
        raise
    except Problem as problem:
        flash(_(problem.message), "error")
        return back(found)
    undo.offer(
        _("The draft is deleted."),
        url_for("deliverables.restore", deliverable_id=deliverable_id),
    )
    engagement_id = found.engagement.public_id
    return redirect(url_for("deliverables.of_engagement", engagement_id=engagement_id))


@bp.post("/deliverables/<id:deliverable_id>/restore")
@needs("D", "deliverable")
def restore(deliverable_id: str) -> Response:
    """Take a draft out of the bin."""
    found = queries.get_deliverable(current_actor(), deliverable_id, deleted=True)
    with transaction():
        restore_deliverable(current_actor(), deliverable=found)
    flash(_("The draft is back."), "success")
    return back(found)


def _in_force(found: Deliverable) -> Response:
    newest = list_versions(found)[0]
    return redirect(url_for("deliverables.version", version_id=newest.public_id))


def _may_edit(found: Deliverable) -> bool:
    return permissions.can_edit_drafts(current_actor(), found.engagement)


def _difference(block: DeliverableBlock) -> object:
    """What the new text would change in the one that stands."""
    return compare_lines(_lines(block.current), _lines(block.offered))


def _lines(stored: dict[str, object] | None) -> list[str]:
    return told(content_from_json(stored)) if stored is not None else []


def _text(block: DeliverableBlock) -> str:
    """The beginning of a block, by which it is known in a list."""
    text = " ".join(_lines(block.current))
    return text if len(text) <= 120 else f"{text[:117].rsplit(' ', 1)[0]}…"


def _writable(block: DeliverableBlock) -> bool:
    return block.current is not None and can_be_written(content_from_json(block.current))


def _facts_page(found: Deliverable, form: FactsForm) -> str:
    return render_template("deliverables/edit.html", deliverable=found, form=form)


def _url(found: Deliverable) -> str:
    return url_for("deliverables.draft", deliverable_id=found.public_id)
