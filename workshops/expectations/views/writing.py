"""Writing and changing notes."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.people import find_language
from workshops.expectations import permissions
from workshops.expectations.forms.notes import NoteForm, context_of, note_values
from workshops.expectations.models import ExpectationNote, SpeakerRole
from workshops.expectations.queries import notes as queries
from workshops.expectations.queries.places import Place, list_places
from workshops.expectations.services import notes as services
from workshops.expectations.views.blueprint import bp
from workshops.expectations.views.notes import note_of, note_url, refuse_unless, url_to
from workshops.web import merge
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked, posted


@bp.get("/engagements/<id:engagement_id>/notes/new")
@needs("C", "note")
def new_note(engagement_id: str) -> str:
    """An empty note; after another one, with what the two most likely share."""
    engagement = _to_write_in(engagement_id)
    places = list_places(current_actor(), engagement)
    form = NoteForm(formdata=None, data=_beginning(engagement, places)).offer(places)
    return _page(form, engagement)


@bp.post("/engagements/<id:engagement_id>/notes/new")
@needs("C", "note")
def write_note(engagement_id: str) -> Response:
    """Keep a note; with `another`, go on to the next one."""
    engagement = _to_write_in(engagement_id)
    places = list_places(current_actor(), engagement)
    form = NoteForm().offer(places)
    with form.saving(lambda: _page(form, engagement)):
        written = services.write_note(
            current_actor(),
            engagement=engagement,
            facts=form.facts(places),
            checked=posted("checked"),
        )
    flash(_("The note is saved."), "success")
    if posted("another"):
        return redirect(url_to("new_note", engagement, after=written.public_id))
    return redirect(note_url(written, engagement))


@bp.get("/engagements/<id:engagement_id>/notes/<id:note_id>/edit")
@needs("U", "note")
def edit_note(engagement_id: str, note_id: str) -> str:
    """A note to change."""
    engagement, found = _to_change(engagement_id, note_id)
    places = list_places(current_actor(), engagement)
    form = NoteForm(data=note_values(found)).offer(places, found.language)
    return _page(form, engagement, found)


@bp.post("/engagements/<id:engagement_id>/notes/<id:note_id>/edit")
@needs("U", "note")
def change_note(engagement_id: str, note_id: str) -> Response:
    """Change a note."""
    engagement, found = _to_change(engagement_id, note_id)
    places = list_places(current_actor(), engagement)
    form = NoteForm().offer(places, found.language)
    back = note_url(found, engagement)
    with form.saving(
        lambda: _page(form, engagement, found),
        stale=lambda: merge.page(form, note_values(found), cancel_url=back),
    ):
        services.change_note(
            current_actor(),
            note=found,
            facts=form.facts(places),
            version=form.version.data or 0,
            checked=posted("checked"),
        )
    flash(_("Saved."), "success")
    return redirect(back)


def _to_write_in(engagement_id: str) -> Engagement:
    engagement = get_engagement(current_actor(), engagement_id)
    refuse_unless(permissions.can_take_notes(current_actor(), engagement))
    return engagement


def _to_change(engagement_id: str, note_id: str) -> tuple[Engagement, ExpectationNote]:
    engagement, found = note_of(engagement_id, note_id)
    services.require_edit(current_actor(), found)
    return engagement, found


def _beginning(engagement: Engagement, places: Sequence[Place]) -> dict[str, Any]:
    """What a new note begins with: what is known, and nothing that nobody has said."""
    after = asked("after")
    if after:
        return context_of(queries.get_note(current_actor(), engagement, after))
    place = asked("workshop")
    spoken = next((one.workshop.language for one in places if one.key == place), "")
    return {
        "role": SpeakerRole.UNKNOWN.value,
        "language": spoken or find_language(engagement),
        "place": place,
    }


def _page(form: NoteForm, engagement: Engagement, found: ExpectationNote | None = None) -> str:
    return render_template(
        "expectations/note_form.html",
        form=form,
        engagement=engagement,
        note=found,
        marked=services.marked(form.text.data or "") if request.method == "POST" else None,
        stages=queries.words_used(engagement, "stage"),
        touchpoints=queries.words_used(engagement, "touchpoint"),
    )
