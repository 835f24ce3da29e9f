"""Writing in a draft: one block, one's own paragraphs, order, and choosing among texts."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.deliverables import queries
from workshops.deliverables.forms import EmptyForm, SectionForm
from workshops.deliverables.forms.writing import (
    CellsForm,
    NumberedForm,
    ParagraphForm,
    form_for,
    label_cells,
    read,
    shown,
)
from workshops.deliverables.models import Deliverable, DeliverableBlock, DeliverableSection
from workshops.deliverables.rules.writing import Marks, can_be_written, paragraph_from
from workshops.deliverables.services import writing
from workshops.deliverables.views.blueprint import (
    back,
    bp,
    layout_of,
    numbered,
    to_write,
)
from workshops.documents.blocks import Content
from workshops.documents.layout import Layout
from workshops.documents.stored import content_from_json
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked, posted
from workshops.web.buttons import pressed

PIECE = "/deliverables/<id:deliverable_id>/pieces/<id:piece_id>"
PART = "/deliverables/<id:deliverable_id>/parts/<id:part_id>"


@bp.get(f"{PIECE}/edit")
@needs("U", "deliverable")
def edit_piece(deliverable_id: str, piece_id: str) -> str:
    """One block to write; `?offered=1` begins with the new text."""
    found, block = _piece(deliverable_id, piece_id)
    layout = layout_of(found)
    keys = numbered(found, layout)
    content = _content(block, offered=bool(asked("offered")))
    values = shown(content, _marks(keys), keys, block.version)
    return _piece_page(found, block, form_for(content)(data=values), layout)


@bp.post(f"{PIECE}/edit")
@needs("U", "deliverable")
def write_piece(deliverable_id: str, piece_id: str) -> Response:
    """Keep what was written; the second of two writers gets both texts."""
    found, block = _piece(deliverable_id, piece_id)
    content = _content(block)
    form = form_for(content)()
    with form.saving(
        lambda: _piece_page(found, block, form, layout_of(found)),
        stale=lambda: _merge_page(found, block, form),
    ):
        marks = form.marks([row.key for row in found.sources])
        writing.write_block(
            current_actor(),
            deliverable=found,
            block=block,
            version=form.version.data,
            content=read(form, content, marks),
        )
    flash(_("Saved. Composing anew will leave this text as it is."), "success")
    return _to_piece(found, block)


@bp.post(f"{PIECE}/choose")
@needs("U", "deliverable")
def choose(deliverable_id: str, piece_id: str) -> Response:
    """Take the new text, keep one's own, or go back to what was composed."""
    found, block = _piece(deliverable_id, piece_id)
    wish = posted("choice")
    if EmptyForm().validate_on_submit() and wish in list(writing.Choice):
        with pressed(_("Saved.")):
            writing.choose(
                current_actor(), deliverable=found, block=block, choice=writing.Choice(wish)
            )
    return _to_piece(found, block)


@bp.post(f"{PIECE}/remove")
@needs("U", "deliverable")
def remove_piece(deliverable_id: str, piece_id: str) -> Response:
    """Take a block out of the document."""
    found, block = _piece(deliverable_id, piece_id)
    with transaction():
        writing.remove_block(current_actor(), deliverable=found, block=block)
    action = url_for("deliverables.restore_piece", deliverable_id=deliverable_id, piece_id=piece_id)
    undo.offer(_("The text is taken out."), action)
    return back(found, anchor=f"part-{block.section.public_id}")


@bp.post(f"{PIECE}/put-back")
@needs("U", "deliverable")
def restore_piece(deliverable_id: str, piece_id: str) -> Response:
    """Put a block back."""
    found, block = _piece(deliverable_id, piece_id)
    with transaction():
        writing.restore_block(current_actor(), deliverable=found, block=block)
    flash(_("The text is back."), "success")
    return _to_piece(found, block)


@bp.post(f"{PIECE}/move")
@needs("U", "deliverable")
def move_piece(deliverable_id: str, piece_id: str) -> Response:
    """Move a block up or down in its section."""
    found, block = _piece(deliverable_id, piece_id)
    with pressed(_("The text has moved.")):
        writing.move_block(current_actor(), deliverable=found, block=block, steps=_steps())
    return _to_piece(found, block)


@bp.post(f"{PART}/move")
@needs("U", "deliverable")
def move_part(deliverable_id: str, part_id: str) -> Response:
    """Move a section up or down in the document."""
    found = to_write(deliverable_id)
    section = queries.get_section(found, part_id)
    with pressed(_("The section “%(title)s” has moved.", title=section.heading)):
        writing.move_section(current_actor(), deliverable=found, section=section, steps=_steps())
    return back(found, anchor=f"part-{section.public_id}")


@bp.get(f"{PART}/edit")
@needs("U", "deliverable")
def edit_part(deliverable_id: str, part_id: str) -> str:
    """Another heading for a section."""
    found = to_write(deliverable_id)
    section = queries.get_section(found, part_id)
    return _part_page(found, section, SectionForm(title=section.heading))


@bp.post(f"{PART}/edit")
@needs("U", "deliverable")
def rename_part(deliverable_id: str, part_id: str) -> Response:
    """Keep the heading."""
    found, form = to_write(deliverable_id), SectionForm()
    section = queries.get_section(found, part_id)
    with form.saving(lambda: _part_page(found, section, form)):
        writing.rename_section(
            current_actor(), deliverable=found, section=section, title=form.title.data or ""
        )
    flash(_("Saved."), "success")
    return back(found, anchor=f"part-{section.public_id}")


@bp.get(f"{PART}/new")
@needs("U", "deliverable")
def new_paragraph(deliverable_id: str, part_id: str) -> str:
    """An empty paragraph."""
    found = to_write(deliverable_id)
    section, layout = queries.get_section(found, part_id), layout_of(found)
    form = ParagraphForm(numbers=" ".join(numbered(found, layout)))
    return _new_page(found, section, form, layout)


@bp.post(f"{PART}/new")
@needs("U", "deliverable")
def add_paragraph(deliverable_id: str, part_id: str) -> Response:
    """Add a paragraph of one's own at the end of a section."""
    found, form = to_write(deliverable_id), ParagraphForm()
    section = queries.get_section(found, part_id)
    with form.saving(lambda: _new_page(found, section, form, layout_of(found))):
        marks = form.marks([row.key for row in found.sources])
        content = paragraph_from(form.text.data or "", marks)
        block = writing.add_paragraph(
            current_actor(), deliverable=found, section=section, content=content
        )
    flash(_("The paragraph is added."), "success")
    return _to_piece(found, block)


@bp.post("/deliverables/<id:deliverable_id>/recommendations")
@needs("U", "deliverable")
def leave_out(deliverable_id: str) -> Response:
    """Leave a recommendation out of what the agency will answer, or take it in again."""
    found = to_write(deliverable_id)
    if EmptyForm().validate_on_submit():
        with transaction():
            writing.leave_out(
                current_actor(),
                deliverable=found,
                key=posted("key"),
                left_out=bool(posted("out")),
            )
    flash(_("Saved."), "success")
    return back(found)


def _piece(deliverable_id: str, piece_id: str) -> tuple[Deliverable, DeliverableBlock]:
    """A draft that the reader may change, and one of its blocks."""
    found = to_write(deliverable_id)
    return found, queries.get_block(found, piece_id)


def _to_piece(found: Deliverable, block: DeliverableBlock) -> Response:
    return back(found, anchor=f"piece-{block.public_id}")


def _content(block: DeliverableBlock, *, offered: bool = False) -> Content:
    """What is written over. Raises NotFound for what nobody writes by hand."""
    stored = block.offered if offered and block.offered is not None else block.current
    if stored is None or not can_be_written(content_from_json(stored)):
        raise NotFound(N_("There is no such paragraph in this draft."))
    return content_from_json(stored)


def _marks(keys: list[str]) -> Marks:
    return Marks({key: number for number, key in enumerate(keys, 1)})


def _steps() -> int:
    return -1 if posted("to") == "up" else 1


def _merge_page(found: Deliverable, block: DeliverableBlock, form: NumberedForm) -> tuple[str, int]:
    """Both texts, with the numbers that the second writer has before them."""
    keys = (form.numbers.data or "").split(" ")
    values = shown(_content(block), _marks(keys), keys, block.version)
    theirs = type(form)(formdata=None, data=values)
    url = url_for("deliverables.draft", deliverable_id=found.public_id)
    return merge.page(form, theirs, cancel_url=url)


def _piece_page(
    found: Deliverable, block: DeliverableBlock, form: NumberedForm, layout: Layout
) -> str:
    content = _content(block)
    if isinstance(form, CellsForm):
        label_cells(form, content)
    return render_template(
        "deliverables/piece.html",
        deliverable=found,
        block=block,
        content=content,
        form=form,
        layout=layout,
        rest=numbered(found, layout)[len(layout.notes) :],
        sources={row.key: row for row in found.sources},
    )


def _part_page(found: Deliverable, section: DeliverableSection, form: SectionForm) -> str:
    return render_template("deliverables/part.html", deliverable=found, section=section, form=form)


def _new_page(
    found: Deliverable, section: DeliverableSection, form: ParagraphForm, layout: Layout
) -> str:
    return render_template(
        "deliverables/paragraph.html",
        deliverable=found,
        section=section,
        form=form,
        layout=layout,
        rest=numbered(found, layout)[len(layout.notes) :],
        sources={row.key: row for row in found.sources},
    )
