"""Making, changing, ordering and deleting themes. Their pages stand with what answers them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.expectations import permissions
from workshops.expectations.forms.themes import ThemeForm, theme_values
from workshops.expectations.models import Theme
from workshops.expectations.queries.themes import get_theme, list_places
from workshops.expectations.services import themes as services
from workshops.expectations.views.blueprint import bp, theme_url, themes_url
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import posted


@bp.get("/engagements/<id:engagement_id>/themes/new")
@needs("C", "theme")
def new_theme(engagement_id: str) -> str:
    """An empty theme."""
    engagement = _to_edit(engagement_id)
    return _page(ThemeForm(formdata=None), engagement, None)


@bp.post("/engagements/<id:engagement_id>/themes/new")
@needs("C", "theme")
def make_theme(engagement_id: str) -> Response:
    """Make a theme."""
    engagement, form = _to_edit(engagement_id), ThemeForm()
    with form.saving(lambda: _page(form, engagement, None)):
        theme = services.make_theme(current_actor(), engagement=engagement, facts=form.facts())
    flash(_("The theme is made. Notes can be placed in it now."), "success")
    return redirect(theme_url(theme))


@bp.get("/themes/<id:theme_id>/edit")
@needs("U", "theme")
def edit_theme(theme_id: str) -> str:
    """A theme to change."""
    theme = get_theme(current_actor(), theme_id)
    require(permissions.can_edit_themes(current_actor(), theme.engagement))
    return _page(ThemeForm(data=theme_values(theme)), theme.engagement, theme)


@bp.post("/themes/<id:theme_id>/edit")
@needs("U", "theme")
def change_theme(theme_id: str) -> Response:
    """Change a theme."""
    theme, form = get_theme(current_actor(), theme_id), ThemeForm()
    require(permissions.can_edit_themes(current_actor(), theme.engagement))
    with form.saving(
        lambda: _page(form, theme.engagement, theme),
        stale=lambda: merge.page(form, theme_values(theme), cancel_url=theme_url(theme)),
    ):
        services.change_theme(
            current_actor(), theme=theme, facts=form.facts(), version=form.version.data
        )
    flash(_("Saved."), "success")
    return redirect(theme_url(theme))


@bp.post("/themes/<id:theme_id>/move")
@needs("U", "theme")
def move_theme(theme_id: str) -> Response:
    """Up or down by one place."""
    theme = get_theme(current_actor(), theme_id)
    with transaction():
        up = posted("to") == "up"
        services.move_theme(current_actor(), theme=theme, up=up)
    flash(
        _("“%(theme)s” has moved up.", theme=theme.statement)
        if up
        else _("“%(theme)s” has moved down.", theme=theme.statement),
        "success",
    )
    return redirect(themes_url(theme.engagement))


@bp.post("/themes/<id:theme_id>/delete")
@needs("D", "theme")
def delete_theme(theme_id: str) -> Response:
    """Put a theme in the bin."""
    theme = get_theme(current_actor(), theme_id)
    back = themes_url(theme.engagement)
    with transaction():
        services.delete_theme(current_actor(), theme=theme)
    action = url_for("expectations.restore_theme", theme_id=theme.public_id)
    undo.offer(_("The theme is deleted. Its notes are kept."), action)
    return redirect(back)


@bp.post("/themes/<id:theme_id>/restore")
@needs("D", "theme")
def restore_theme(theme_id: str) -> Response:
    """Take a theme out of the bin."""
    theme = get_theme(current_actor(), theme_id, deleted=True)
    with transaction():
        services.restore_theme(current_actor(), theme=theme)
    flash(_("The theme is back, with the notes it had."), "success")
    return redirect(theme_url(theme))


def _to_edit(engagement_id: str) -> Engagement:
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    require(permissions.can_edit_themes(actor, engagement))
    return engagement


def _page(form: ThemeForm, engagement: Engagement, theme: Theme | None) -> str:
    back = theme_url(theme) if theme else themes_url(engagement)
    shown: dict[str, Any] = {"form": form, "engagement": engagement, "theme": theme, "back": back}
    return render_template("expectations/theme_form.html", places=list_places(engagement), **shown)
