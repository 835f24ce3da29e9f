"""Splitting and merging themes, and taking back what was done to notes and themes."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.engagements.queries import get_engagement
from workshops.expectations import permissions
from workshops.expectations.forms.themes import MergeForm, SplitForm
from workshops.expectations.models import Theme
from workshops.expectations.queries import triage as queries
from workshops.expectations.queries.themes import get_theme, list_bearing, list_themes
from workshops.expectations.services import triage as services
from workshops.expectations.services.undo import undo_change as take_back
from workshops.expectations.views.blueprint import bp, offer_undo, theme_url
from workshops.web.access import current_actor, needs, require
from workshops.web.buttons import pressed


@bp.get("/themes/<id:theme_id>/split")
@needs("U", "theme")
def split_form(theme_id: str) -> str:
    """Choose the notes of a new theme."""
    theme = _to_sort(theme_id)
    return _split_page(SplitForm().offer(list_bearing(theme)), theme)


@bp.post("/themes/<id:theme_id>/split")
@needs("U", "theme")
def split_theme(theme_id: str) -> Response:
    """Move the chosen notes to a new theme."""
    actor, theme = current_actor(), _to_sort(theme_id)
    form = SplitForm().offer(list_bearing(theme))
    with form.saving(lambda: _split_page(form, theme)):
        chosen = queries.list_chosen(actor, theme.engagement, form.notes.data or [])
        new = services.split_theme(
            actor, theme=theme, statement=form.statement.data or "", notes=chosen
        )
    offer_undo(_("The theme is split."), theme.engagement)
    return redirect(theme_url(new))


@bp.get("/themes/<id:theme_id>/merge")
@needs("U", "theme")
def merge_form(theme_id: str) -> str:
    """Choose the theme that the notes go to."""
    theme = _to_sort(theme_id)
    return _merge_page(MergeForm().offer(_others(theme)), theme)


@bp.post("/themes/<id:theme_id>/merge")
@needs("U", "theme")
def merge_theme(theme_id: str) -> Response:
    """Merge a theme into the chosen one."""
    actor, theme = current_actor(), _to_sort(theme_id)
    form = MergeForm().offer(_others(theme))
    with form.saving(lambda: _merge_page(form, theme)):
        winner = get_theme(actor, form.winner.data or "")
        services.merge_themes(actor, loser=theme, winner=winner)
    offer_undo(_("The themes are merged."), winner.engagement)
    return redirect(theme_url(winner))


@bp.get("/engagements/<id:engagement_id>/theme-changes")
@needs("U", "theme")
def theme_changes(engagement_id: str) -> str:
    """What was done to notes and themes, with a button to take each act back."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    require(permissions.can_edit_themes(actor, engagement))
    changes = queries.list_changes(actor, engagement)
    return render_template(
        "expectations/theme_changes.html", engagement=engagement, changes=changes
    )


@bp.post("/engagements/<id:engagement_id>/theme-changes/<int:change_id>/undo")
@needs("U", "theme")
def undo_change(engagement_id: str, change_id: int) -> Response:
    """Take one act back."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    require(permissions.can_edit_themes(actor, engagement))
    change = queries.get_change(actor, engagement, change_id)
    with pressed(_("Taken back.")):
        take_back(actor, engagement=engagement, change=change)
    return redirect(url_for("expectations.theme_changes", engagement_id=engagement.public_id))


def _to_sort(theme_id: str) -> Theme:
    theme = get_theme(current_actor(), theme_id)
    require(permissions.can_edit_themes(current_actor(), theme.engagement))
    return theme


def _others(theme: Theme) -> list[Theme]:
    standing = list_themes(current_actor(), theme.engagement)
    return [other for other in standing if other.id != theme.id]


def _split_page(form: SplitForm, theme: Theme) -> str:
    return render_template("expectations/theme_split.html", form=form, theme=theme)


def _merge_page(form: MergeForm, theme: Theme) -> str:
    return render_template("expectations/theme_merge.html", form=form, theme=theme)
