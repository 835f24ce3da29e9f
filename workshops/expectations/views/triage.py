"""Sorting by keyboard: one note at a time beside the themes; each key is a button of a form."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import Conflict, Invalid, Problem
from workshops.core.text import N_, clean_line
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Theme
from workshops.expectations.queries import triage as queries
from workshops.expectations.queries.themes import count_notes, get_theme, list_themes
from workshops.expectations.queries.triage import Shown
from workshops.expectations.rules.themes import borne_mark
from workshops.expectations.services import triage as services
from workshops.expectations.services.undo import undo_change as take_back
from workshops.expectations.views.blueprint import bp, to_sort
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked, is_posted, posted
from workshops.web.language import say

Answer = Response | str | tuple[str, int]
Work = Callable[[Engagement, ExpectationNote], str]
PART = "X-Part"


@dataclass(frozen=True)
class Said:
    """What the page tells about the last act, and what was typed when it did not go through."""

    text: str = ""
    wrong: bool = False
    typed: str = ""


@bp.get("/engagements/<id:engagement_id>/triage")
@needs("U", "note")
def triage(engagement_id: str) -> str:
    """The note that is asked for, or the first one of those that are gone through."""
    engagement = to_sort(engagement_id)
    shown = _shown(asked("show"))
    wish = asked("note")
    if wish:
        note: ExpectationNote | None = queries.get_note(current_actor(), engagement, wish)
    else:
        note = queries.find_first(engagement, shown)
    return _desk(engagement, shown, note, Said())


@bp.post("/engagements/<id:engagement_id>/triage/place")
@needs("U", "note")
def place_note(engagement_id: str) -> Answer:
    """Place the note in a theme and show the next one."""

    def place(_engagement: Engagement, note: ExpectationNote) -> str:
        actor, theme = current_actor(), _chosen_theme()
        seen = posted("seen") if is_posted("seen") else None
        with transaction():
            services.place_notes(actor, theme=theme, notes=[note], seen=seen)
        return str(_("Placed in “%(theme)s”.", theme=theme.statement))

    return _act(engagement_id, place)


@bp.post("/engagements/<id:engagement_id>/triage/take-out")
@needs("U", "note")
def take_out(engagement_id: str) -> Answer:
    """Take the note out of a theme and stay with it."""

    def take(_engagement: Engagement, note: ExpectationNote) -> str:
        theme = _chosen_theme()
        with transaction():
            services.take_out(current_actor(), theme=theme, note=note)
        return str(_("Taken out of “%(theme)s”.", theme=theme.statement))

    return _act(engagement_id, take, stay=True)


@bp.post("/engagements/<id:engagement_id>/triage/begin")
@needs("U", "note")
def begin_theme(engagement_id: str) -> Answer:
    """Make a theme with the note in it and show the next one."""
    typed = posted("statement")

    def begin(engagement: Engagement, note: ExpectationNote) -> str:
        actor = current_actor()
        with transaction():
            theme = services.begin_theme(
                actor, engagement=engagement, statement=typed, notes=[note]
            )
        return str(_("New theme: “%(theme)s”.", theme=theme.statement))

    return _act(engagement_id, begin, typed=clean_line(typed))


@bp.post("/engagements/<id:engagement_id>/triage/hide")
@needs("U", "note")
def hide_note(engagement_id: str) -> Answer:
    """Hide the note and show the next one, or show a hidden note again."""
    hidden = posted("hidden") == "1"

    def hide(_engagement: Engagement, note: ExpectationNote) -> str:
        with transaction():
            services.hide_note(current_actor(), note=note, hidden=hidden)
        return str(_("The note is hidden.") if hidden else _("The note is shown again."))

    return _act(engagement_id, hide)


@bp.post("/engagements/<id:engagement_id>/triage/undo")
@needs("U", "note")
def undo_last(engagement_id: str) -> Answer:
    """Take back the reader's own last act and show the note it was about."""
    actor, engagement = current_actor(), to_sort(engagement_id)
    change = queries.find_last_change(actor, engagement)
    if change is None:
        return _show(engagement, _given(engagement), _("There is nothing to take back."))
    try:
        with transaction():
            take_back(actor, engagement=engagement, change=change)
    except Problem as problem:
        return _again(engagement, _given(engagement), problem)
    said = _("Taken back: %(act)s.", act=_(change.act.label))
    about = queries.find_touched(engagement, change)
    return _show(engagement, about or _given(engagement), said)


def _act(engagement_id: str, work: Work, *, stay: bool = False, typed: str = "") -> Answer:
    """Do one act to the note that the form names, and say what was done or what was in the way."""
    engagement = to_sort(engagement_id)
    note = _given(engagement)
    if note is None:
        first = queries.find_first(engagement, _shown(posted("show")))
        return _again(engagement, first, Conflict(queries.NO_NOTE), typed)
    try:
        said = work(engagement, note)
    except Problem as problem:
        return _again(engagement, note, problem, typed)
    return _show(engagement, note, said) if stay else _onward(engagement, note, said)


def _chosen_theme() -> Theme:
    chosen = posted("theme")
    if not chosen:
        raise Invalid(N_("Choose a theme"))
    return get_theme(current_actor(), chosen)


def _given(engagement: Engagement) -> ExpectationNote | None:
    found = queries.list_chosen(current_actor(), engagement, [posted("note")])
    return found[0] if found else None


def _shown(wish: str | None) -> Shown:
    return Shown(wish) if wish in set(Shown) else Shown.UNSORTED


def _onward(engagement: Engagement, note: ExpectationNote, said: str) -> Answer:
    """The next note of those that are gone through; after the last one, the first that is left."""
    shown = _shown(posted("show"))
    beyond = queries.find_beside(engagement, shown, note, forward=True)
    if beyond:
        return _show(engagement, beyond, said)
    left = queries.find_first(engagement, shown) if shown is not Shown.ALL else note
    return _show(engagement, left, said)


def _show(engagement: Engagement, note: ExpectationNote | None, said: str) -> Answer:
    """The page itself to the script, which asked for it; a redirect to everybody else."""
    shown = _shown(posted("show"))
    if request.headers.get(PART):
        return _desk(engagement, shown, note, Said(said))
    flash(said, "success")
    return redirect(
        url_for(
            "expectations.triage",
            engagement_id=engagement.public_id,
            show=shown.value,
            note=note.public_id if note else None,
        ),
        303,
    )


def _again(
    engagement: Engagement, note: ExpectationNote | None, problem: Problem, typed: str = ""
) -> Answer:
    shown = _shown(posted("show"))
    page = _desk(engagement, shown, note, Said(say(problem), wrong=True, typed=typed))
    return page, problem.status


def _desk(engagement: Engagement, shown: Shown, note: ExpectationNote | None, said: Said) -> str:
    themes = list_themes(current_actor(), engagement)
    beside = {
        word: queries.find_beside(engagement, shown, note, forward=forward) if note else None
        for word, forward in (("previous", False), ("next", True))
    }
    borne = queries.list_borne(note) if note else ()
    return render_template(
        "expectations/triage.html",
        engagement=engagement,
        shown=shown,
        kinds=Shown,
        left=queries.count_left(engagement),
        note=note,
        borne=[theme for theme in borne if theme.deleted_at is None],
        seen=borne_mark(theme.id for theme in borne),
        themes=themes,
        counts=count_notes(themes),
        beside=beside,
        said=said,
    )
