"""The agenda editor, the facilitators' script and what participants may read."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import locale
from workshops.core.db import transaction
from workshops.core.errors import Stale
from workshops.planning import permissions, queries
from workshops.planning.forms.agenda import BlockForm, LineForm, MoveForm, block_values
from workshops.planning.models import AgendaBlock, Sitting, Workshop
from workshops.planning.queries import agenda as agendas
from workshops.planning.queries import methods, team
from workshops.planning.queries import needs as day_needs
from workshops.planning.rules import timing, typed
from workshops.planning.services import agenda as services
from workshops.planning.views.blueprint import bp
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked
from workshops.web.language import language, say


@dataclass(frozen=True)
class Row:
    """A block on the page, with its derived times in words."""

    block: AgendaBlock
    number: int
    starts: str
    ends: str
    gap_minutes: int
    overrun_minutes: int


@dataclass(frozen=True)
class Day:
    """A day on the page."""

    sitting: Sitting
    plan: timing.Plan
    rows: list[Row]
    ends: str


def day_of(sitting: Sitting) -> Day:
    """A day with the times of its blocks in the reader's words."""
    plan = agendas.plan_of(sitting)
    rows = [
        Row(
            block,
            number,
            _clock(slot.starts_at, sitting),
            _clock(slot.ends_at, sitting),
            slot.gap_minutes,
            slot.overrun_minutes,
        )
        for number, (block, slot) in enumerate(zip(sitting.blocks, plan.slots, strict=True), 1)
    ]
    return Day(sitting, plan, rows, _clock(plan.ends_at, sitting))


def _clock(instant: datetime, sitting: Sitting) -> str:
    return locale.time_of_day(instant, sitting.timezone, language())


@bp.get("/workshops/<id:workshop_id>/agenda")
@needs("R", "agenda")
def agenda(workshop_id: str) -> str:
    """The agenda: the editor for those who may change it, else what everybody may read."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    if not permissions.can_edit_agenda(current_actor(), workshop):
        return _reading(workshop, script=False)
    return _editor(workshop, LineForm(formdata=None))


@bp.get("/workshops/<id:workshop_id>/agenda/public")
@needs("R", "agenda")
def public_agenda(workshop_id: str) -> str:
    """The agenda as participants see it."""
    return _reading(queries.get_workshop(current_actor(), workshop_id), script=False)


@bp.get("/workshops/<id:workshop_id>/agenda/script")
@needs("R", "facilitator_note")
def script(workshop_id: str) -> str:
    """The script of the day, with notes and materials, for paper."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_see_notes(current_actor(), workshop))
    return _reading(workshop, script=True)


def _editor(workshop: Workshop, form: LineForm, sitting_id: str = "") -> str:
    days = [day_of(sitting) for sitting in agendas.list_with_blocks(workshop)]
    return render_template(
        "planning/agenda.html",
        workshop=workshop,
        days=days,
        form=form,
        typed_for=sitting_id,
        moved=asked("moved"),
        added=asked("added"),
        materials=_materials(days),
        language=language(),
    )


def _reading(workshop: Workshop, *, script: bool) -> str:
    days = [day_of(sitting) for sitting in agendas.list_with_blocks(workshop)]
    return render_template(
        "planning/agenda_read.html",
        workshop=workshop,
        days=days,
        script=script,
        materials=_materials(days) if script else [],
        needs=day_needs.list_needs(current_actor(), workshop) if script else [],
        may_script=permissions.can_see_notes(current_actor(), workshop),
    )


def _materials(days: list[Day]) -> list[dict[str, object]]:
    return typed.summed([block.materials for day in days for block in day.sitting.blocks])


@bp.post("/days/<id:sitting_id>/blocks")
@needs("U", "agenda")
def add_block(sitting_id: str) -> Response:
    """Add a block typed in one line."""
    sitting, form = agendas.get_sitting(current_actor(), sitting_id), LineForm()
    workshop = sitting.workshop
    require(permissions.can_edit_agenda(current_actor(), workshop))
    with form.saving(lambda: _editor(workshop, form, sitting_id)):
        services.add_block(current_actor(), sitting=sitting, line=form.line.data or "")
    return redirect(_url(workshop, added=sitting_id, anchor=f"line-{sitting_id}"))


@bp.post("/blocks/<id:block_id>/move")
@needs("U", "agenda")
def move_block(block_id: str) -> Response:
    """Move a block to another place of its day."""
    block, form = agendas.get_block(current_actor(), block_id), MoveForm()
    sitting, workshop = block.sitting, block.sitting.workshop
    require(permissions.can_edit_agenda(current_actor(), workshop))
    if not form.validate_on_submit():
        flash(_("Enter the number of the place."), "error")
        return redirect(_url(workshop))
    to, version = form.to.data, form.version.data
    try:
        with transaction():
            place = services.move_block(current_actor(), block=block, to=to, version=version)
    except Stale as problem:
        flash(say(problem), "error")
        return redirect(_url(workshop, anchor=f"block-{block_id}"))
    flash(_moved(block, place, sitting), "success")
    return redirect(_url(workshop, moved=block_id, anchor=f"block-{block_id}"))


def _moved(block: AgendaBlock, place: int, sitting: Sitting) -> str:
    row = day_of(sitting).rows[place - 1]
    said = _(
        "%(title)s is moved to place %(place)s of %(count)s and starts at %(time)s.",
        title=block.title,
        place=place,
        count=len(sitting.blocks),
        time=row.starts,
    )
    return str(said)


@bp.get("/blocks/<id:block_id>/edit")
@needs("U", "agenda")
def edit_block(block_id: str) -> str:
    """Everything about a block."""
    block = agendas.get_block(current_actor(), block_id)
    require(permissions.can_edit_agenda(current_actor(), block.sitting.workshop))
    return _block_page(block, _block_form(block, stored=True))


@bp.post("/blocks/<id:block_id>/edit")
@needs("U", "agenda")
def change_block(block_id: str) -> Response:
    """Change a block."""
    block = agendas.get_block(current_actor(), block_id)
    form, workshop = _block_form(block), block.sitting.workshop
    require(permissions.can_edit_agenda(current_actor(), workshop))
    with form.saving(
        lambda: _block_page(block, form),
        stale=lambda: merge.page(form, _block_form(block, stored=True), cancel_url=_url(workshop)),
    ):
        facts = form.facts()
        services.edit_block(current_actor(), block=block, facts=facts, version=form.version.data)
    return redirect(_url(workshop, moved=block_id, anchor=f"block-{block_id}"))


@bp.post("/blocks/<id:block_id>/delete")
@needs("U", "agenda")
def delete_block(block_id: str) -> Response:
    """Take a block out of the agenda."""
    block = agendas.get_block(current_actor(), block_id)
    title, workshop = block.title, block.sitting.workshop
    with transaction():
        services.delete_block(current_actor(), block=block)
    back = url_for("planning.restore_block", block_id=block_id)
    text = _("%(title)s is deleted.", title=title)
    undo.offer(text, back)
    return redirect(_url(workshop))


@bp.post("/blocks/<id:block_id>/restore")
@needs("U", "agenda")
def restore_block(block_id: str) -> Response:
    """Bring a block back to where it stood."""
    block = agendas.get_block(current_actor(), block_id, deleted=True)
    with transaction():
        services.restore_block(current_actor(), block=block)
    return redirect(_url(block.sitting.workshop, moved=block_id, anchor=f"block-{block_id}"))


def _block_form(block: AgendaBlock, *, stored: bool = False) -> BlockForm:
    form = BlockForm(formdata=None, data=block_values(block)) if stored else BlockForm()
    form.offer(methods.list_method_choices(language()), team.list_possible_facilitators())
    return form


def _block_page(block: AgendaBlock, form: BlockForm) -> str:
    sitting = block.sitting
    return render_template(
        "planning/block_form.html",
        block=block,
        workshop=sitting.workshop,
        form=form,
        place=sitting.blocks.index(block) + 1,
    )


def _url(
    workshop: Workshop,
    moved: str | None = None,
    added: str | None = None,
    anchor: str | None = None,
) -> str:
    return url_for(
        "planning.agenda", workshop_id=workshop.public_id, moved=moved, added=added, _anchor=anchor
    )
