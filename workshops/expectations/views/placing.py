"""Placing many notes at once, chosen from the list of notes."""

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from workshops.engagements.models import Engagement
from workshops.expectations.forms.themes import PlaceForm
from workshops.expectations.models import ExpectationNote
from workshops.expectations.queries import triage as queries
from workshops.expectations.queries.themes import get_theme, list_themes
from workshops.expectations.services import triage as services
from workshops.expectations.views.blueprint import bp, offer_undo, theme_url, to_sort
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked_all, posted_all


@bp.get("/engagements/<id:engagement_id>/notes/place")
@needs("U", "note")
def place_form(engagement_id: str) -> str:
    """The chosen notes and the themes that they may go to."""
    engagement = to_sort(engagement_id)
    chosen = asked_all("notes")[: services.MOST]
    notes = queries.list_chosen(current_actor(), engagement, chosen)
    form = _form(engagement, notes, data={"notes": [note.public_id for note in notes]})
    return _page(form, engagement)


@bp.post("/engagements/<id:engagement_id>/notes/place")
@needs("U", "note")
def place_chosen(engagement_id: str) -> Response:
    """Place the chosen notes in a theme, or make one out of them."""
    engagement, actor = to_sort(engagement_id), current_actor()
    chosen = posted_all("notes")[: services.MOST]
    notes = queries.list_chosen(actor, engagement, chosen)
    form = _form(engagement, notes)
    with form.saving(lambda: _page(form, engagement)):
        theme = get_theme(actor, form.theme.data) if form.theme.data else None
        statement = form.statement.data or ""
        if theme is not None:
            services.place_notes(actor, theme=theme, notes=notes)
        else:
            theme = services.begin_theme(
                actor, engagement=engagement, statement=statement, notes=notes
            )
    done = ngettext("%(num)s note is placed.", "%(num)s notes are placed.", len(notes))
    offer_undo(done, engagement)
    return redirect(theme_url(theme))


def _form(engagement: Engagement, notes: Sequence[ExpectationNote], **filled: object) -> PlaceForm:
    return PlaceForm(**filled).offer(notes, list_themes(current_actor(), engagement))


def _page(form: PlaceForm, engagement: Engagement) -> str:
    back = url_for("experiments.themes", engagement_id=engagement.public_id)
    return render_template("expectations/place.html", form=form, engagement=engagement, back=back)
