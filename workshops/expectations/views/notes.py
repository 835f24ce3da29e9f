"""Notes of an engagement: the list and one note."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.activity.queries import list_for_record
from workshops.core.actor import Actor
from workshops.core.errors import NotAllowed
from workshops.core.resting import list_resting
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import can_see_activity
from workshops.engagements.queries import get_engagement
from workshops.expectations import permissions
from workshops.expectations.models import ExpectationNote, NoteKind, SpeakerRole
from workshops.expectations.queries import notes as queries
from workshops.expectations.queries.notes import NO_THEME, NoteFilter
from workshops.expectations.rules.standing import LEAST_VOTES, standing_of, total
from workshops.expectations.services import notes as services
from workshops.expectations.views.blueprint import bp
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.pages import paginate, sorting

Answer = Response | str | tuple[str, int]


@bp.get("/engagements/<id:engagement_id>/notes")
@needs("R", "note")
def notes(engagement_id: str) -> str:
    """The notes of an engagement, narrowed by what the address asks for."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    wanted = wanted_notes()
    order, column = sorting(queries.COLUMNS, "-written")
    query = queries.listing(actor, engagement, wanted)
    page = paginate(queries.arranged(query, order.key, column))
    return render_template(
        "expectations/notes.html",
        engagement=engagement,
        page=page,
        wanted=wanted,
        sorting=order,
        counts=queries.count_notes(engagement),
        themes=queries.themes_of(page.items),
        support=support_of(page.items),
        choices=_filter_choices(actor, engagement),
        may_write=permissions.can_take_notes(actor, engagement),
        may_export=permissions.can_export_notes(actor, engagement),
    )


@bp.get("/engagements/<id:engagement_id>/notes/<id:note_id>")
@needs("R", "note")
def note(engagement_id: str, note_id: str) -> str:
    """One note with everything that rests on it."""
    engagement, found = note_of(engagement_id, note_id)
    actor = current_actor()
    votes = queries.votes_of([found.id]).get(found.id, {})
    return render_template(
        "expectations/note.html",
        engagement=engagement,
        note=found,
        themes=queries.themes_of([found]).get(found.id, []),
        resting=list_resting(actor, f"note:{found.public_id}"),
        votes=votes,
        all_votes=total(votes.values()),
        standing=standing_of(votes),
        told=any(tally.votes >= LEAST_VOTES for tally in votes.values()),
        may=permissions,
        actor=actor,
        happened=list_for_record(found) if can_see_activity(actor, engagement) else None,
    )


def wanted_notes() -> NoteFilter:
    """What the address narrows the list to; what cannot be read is left out."""
    kinds, roles = {k.value: k for k in NoteKind}, {r.value: r for r in SpeakerRole}
    return NoteFilter(
        text=asked("q"),
        kind=kinds.get(asked("kind")),
        role=roles.get(asked("role")),
        stage=asked("stage", most=120),
        theme=asked("theme", most=16),
        workshop=asked("workshop", most=16),
        hidden=asked("show") == "hidden",
    )


def support_of(shown: Any) -> dict[int, Any]:
    """All votes on each note and how it stands, for those that were voted on."""
    votes = queries.votes_of([one.id for one in shown])
    return {
        number: (total(groups.values()), standing_of(groups)) for number, groups in votes.items()
    }


def note_url(found: ExpectationNote, engagement: Engagement) -> str:
    """The address of a note's page."""
    return url_to("note", engagement, note_id=found.public_id)


def url_to(view: str, engagement: Engagement, **values: Any) -> str:
    """The address of a page of notes."""
    return url_for(f"expectations.{view}", engagement_id=engagement.public_id, **values)


def note_of(engagement_id: str, note_id: str) -> tuple[Engagement, ExpectationNote]:
    """The engagement and the note that an address names. Raises NotFound."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    return engagement, queries.get_note(actor, engagement, note_id)


def refuse_unless(allowed: bool) -> None:
    """Raise NotAllowed unless they may."""
    if not allowed:
        raise NotAllowed(services.MAY_NOT)


def _filter_choices(actor: Actor, engagement: Engagement) -> dict[str, list[tuple[str, str]]]:
    stages = queries.words_used(engagement, "stage")
    return {
        "kinds": [(kind.value, _(kind.label)) for kind in NoteKind],
        "roles": [(role.value, _(role.label)) for role in SpeakerRole],
        "stages": [(stage, stage) for stage in stages],
        "themes": [(NO_THEME, _("No theme yet")), *queries.theme_choices(engagement)],
        "workshops": queries.workshop_choices(actor, engagement),
    }
