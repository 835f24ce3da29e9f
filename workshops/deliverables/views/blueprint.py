"""The blueprint of the pages of deliverables, and what they share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.config import Settings
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.deliverables import permissions, queries
from workshops.deliverables.compose import CatalogueWords
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.queries.documents import Imprint, document_of
from workshops.documents.layout import Layout, lay_out
from workshops.engagements.models import Engagement
from workshops.expectations.permissions import can_see_notes, can_see_themes
from workshops.web.access import current_actor
from workshops.web.language import local_day

bp = Blueprint("deliverables", __name__)
Answer = Response | str | tuple[str, int]
Linker = Callable[[str], str | None]
PAGES_OF = {
    "experiment": ("experiments.show", "experiment_id"),
    "theme": ("experiments.theme", "theme_id"),
    "note": ("expectations.note", "note_id"),
    "workshop": ("overview.workshop", "workshop_id"),
}


def settings() -> Settings:
    """How this installation is set up."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def draft_of(deliverable_id: str) -> Deliverable:
    """A draft with its content, as far as the reader may see it. Raises NotFound."""
    return queries.load_content(queries.get_deliverable(current_actor(), deliverable_id))


def to_write(deliverable_id: str) -> Deliverable:
    """A draft that the reader may change. Raises NotFound, NotAllowed."""
    found = draft_of(deliverable_id)
    if not permissions.can_edit_drafts(current_actor(), found.engagement):
        raise NotAllowed(N_("You may read this, but not change it."))
    return found


def imprint(deliverable: Deliverable, number: int | None = None) -> Imprint:
    """The title page in the document's own language: of a version, or of the draft."""
    with force_locale(deliverable.language):
        return Imprint(
            lab=settings().lab_name,
            kind=gettext(deliverable.kind.label),
            version=gettext("Version %(number)s", number=number)
            if number
            else gettext("Unissued draft"),
            date=CatalogueWords(deliverable.language).date(local_day(clock.now())),
            approver=deliverable.approved_by.name if deliverable.approved_by else "",
            gone=gettext("withdrawn or deleted since"),
        )


def layout_of(deliverable: Deliverable) -> Layout:
    """The draft laid out, as it would be printed now."""
    return lay_out(document_of(deliverable, imprint(deliverable)))


def linker(actor: Actor, engagement: Engagement, gone: frozenset[str] = frozenset()) -> Linker:
    """Where a source's number leads to: the record's page, for those who may read it."""
    may = {
        "note": can_see_notes(actor, engagement),
        "theme": can_see_themes(actor, engagement),
        "experiment": True,
        "workshop": True,
    }

    def url(key: str) -> str | None:
        kind, _, public_id = key.partition(":")
        endpoint, parameter = PAGES_OF.get(kind, ("", ""))
        if key in gone or not may.get(kind):
            return None
        values: dict[str, Any] = {parameter: public_id}
        if kind == "note":
            values["engagement_id"] = engagement.public_id
        return url_for(endpoint, **values)

    return url


def gone_of(deliverable: Deliverable) -> frozenset[str]:
    """The keys of sources that are tombstones."""
    return frozenset(row.key for row in deliverable.sources if row.gone_at is not None)


def numbered(deliverable: Deliverable, layout: Layout) -> list[str]:
    """The keys of all sources by number: as printed, then those that no sentence names yet."""
    named = [note.key for note in layout.notes]
    rest = [row.key for row in deliverable.sources if row.gone_at is None]
    return [*named, *(key for key in rest if key not in named)]


def tab_page(template: str, deliverable: Deliverable, tab: str, **context: Any) -> str:
    """One of a deliverable's views; the template extends deliverables/_frame.html."""
    return render_template(
        template,
        deliverable=deliverable,
        engagement=deliverable.engagement,
        tabs=tabs_of(deliverable, tab),
        **context,
    )


def tabs_of(deliverable: Deliverable, current: str) -> list[tuple[str, str, bool]]:
    """The views of a deliverable: (word, address, whether it is this one)."""
    issued = deliverable.state is DeliverableState.ISSUED
    pages = {
        "deliverables.draft": gettext("Version in force") if issued else gettext("Read and write"),
        "deliverables.preview": gettext("As printed"),
        "deliverables.questions": gettext("Questions to the agency"),
        "deliverables.review": gettext("Comments from the agency"),
        "deliverables.log": gettext("Log"),
    }
    return [
        (label, url_for(page, deliverable_id=deliverable.public_id), page == current)
        for page, label in pages.items()
        if not (issued and page == "deliverables.preview")
    ]


def back(
    deliverable: Deliverable, endpoint: str = "deliverables.draft", anchor: str = ""
) -> Response:
    """To a page of the deliverable."""
    place: dict[str, Any] = {"_anchor": anchor} if anchor else {}
    return redirect(url_for(endpoint, deliverable_id=deliverable.public_id, **place))
