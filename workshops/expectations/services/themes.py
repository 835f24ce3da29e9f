"""Making, changing, ordering and deleting themes."""

from dataclasses import dataclass

from sqlalchemy import func, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean, clean_line
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import Strength, Theme
from workshops.expectations.queries.themes import list_themes
from workshops.expectations.services.entries import index_theme


@dataclass(frozen=True)
class ThemeFacts:
    """What a theme says and where in the service it belongs."""

    statement: str
    description: str = ""
    stage: str = ""
    touchpoint: str = ""
    strength: Strength = Strength.UNKNOWN
    present_service: str = ""
    gap: str = ""


def make_theme(actor: Actor, *, engagement: Engagement, facts: ThemeFacts) -> Theme:
    """Make a theme, last in order. Raises Invalid."""
    _may_edit(actor, engagement)
    last = select(func.max(Theme.position)).where(Theme.engagement_id == engagement.id)
    position = (db.session.scalar(last) or 0) + 1
    theme = Theme(engagement=engagement, position=position, **_values(facts))
    db.session.add(theme)
    db.session.flush()
    index_theme(theme)
    activity.record(
        actor, "created", theme, title=theme.statement, engagement_id=theme.engagement_id
    )
    return theme


def change_theme(actor: Actor, *, theme: Theme, facts: ThemeFacts, version: int) -> Theme:
    """Change what a theme says. Raises Invalid and Stale."""
    _may_edit(actor, theme.engagement)
    require_there(theme)
    if theme.version != version:
        raise Stale(N_("Somebody else changed the theme while you were writing."))
    if theme.merged_into_id is not None:
        raise Conflict(N_("The theme has been merged into another one. Change that one."))
    values = _values(facts)
    changed = [name for name, new in values.items() if getattr(theme, name) != new]
    for name in changed:
        setattr(theme, name, values[name])
    db.session.flush()
    if changed:
        index_theme(theme)
        activity.record(
            actor,
            "changed",
            theme,
            title=theme.statement,
            engagement_id=theme.engagement_id,
            fields=changed,
        )
    return theme


def move_theme(actor: Actor, *, theme: Theme, up: bool) -> None:
    """Change places with the theme before, or with `up` false the one after."""
    _may_edit(actor, theme.engagement)
    require_there(theme)
    standing = list(list_themes(actor, theme.engagement))
    if theme not in standing:
        raise Conflict(N_("The theme has been deleted or merged while you looked at it."))
    here = standing.index(theme)
    there = here - 1 if up else here + 1
    if 0 <= there < len(standing):
        standing[here], standing[there] = standing[there], standing[here]
        for position, one in enumerate(standing, start=1):
            if one.position != position:
                one.position = position
        db.session.flush()
        activity.record(
            actor, "moved", theme, title=theme.statement, engagement_id=theme.engagement_id
        )


def delete_theme(actor: Actor, *, theme: Theme) -> None:
    """Put a theme in the bin; its notes stay and keep what else they bear."""
    _may_delete(actor, theme.engagement)
    theme.deleted_at = clock.now()
    db.session.flush()
    index_theme(theme)
    activity.record(
        actor, "deleted", theme, title=theme.statement, engagement_id=theme.engagement_id
    )


def restore_theme(actor: Actor, *, theme: Theme) -> Theme:
    """Take a theme out of the bin with the notes it had."""
    _may_delete(actor, theme.engagement)
    theme.deleted_at = None
    db.session.flush()
    index_theme(theme)
    activity.record(
        actor, "restored", theme, title=theme.statement, engagement_id=theme.engagement_id
    )
    return theme


def _may_edit(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_edit_themes(actor, engagement):
        raise NotAllowed(N_("Your role may not change themes."))


def _may_delete(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_delete_themes(actor, engagement):
        raise NotAllowed(N_("Your role may not delete themes."))


def _values(facts: ThemeFacts) -> dict[str, object]:
    statement = clean_line(facts.statement)
    if not statement:
        raise Invalid(N_("Enter what is expected, in one sentence."), "statement")
    if len(statement) > 500:
        raise Invalid(N_("Write at most %(most)s characters."), "statement", most=500)
    return {
        "statement": statement,
        "description": clean(facts.description)[:5000],
        "stage": clean_line(facts.stage)[:120],
        "touchpoint": clean_line(facts.touchpoint)[:120],
        "strength": facts.strength,
        "present_service": clean(facts.present_service)[:5000],
        "gap": clean(facts.gap)[:5000],
    }
