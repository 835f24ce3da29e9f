"""People's words inside JSON columns: where they stand, and a payload put in their place."""

from typing import Any

from sqlalchemy import JSON, Column, Table, select, update

from tests.architecture.records import World
from tests.deliverables.makers import make_version
from tests.deliverables.records import a_comment, a_draft
from tests.documents.makers import PIECES, document
from tests.experiments.learned import make_result
from tests.experiments.records import experiment
from tests.factories import save
from tests.security.world import tables
from workshops.core.db import db
from workshops.deliverables.models import DeliverableBlock
from workshops.deliverables.models.issued import Recommendation
from workshops.deliverables.queries.documents import canonical
from workshops.documents.stored import content_to_json, document_from_json, document_to_json

WORDS = frozenset({
    # plans, sheets and results of experiments
    "problem", "hypothesis", "change_tested", "assumptions", "metric", "unit", "metric_source",
    "decision_words", "participants_planned", "sites", "subgroups", "harm_check", "legal_basis",
    "equal_treatment", "owner", "concept", "themes", "methods", "replicates", "sponsor", "name",
    "responsible_manager", "responsible_title", "may_decide", "competing_targets", "who_loses",
    "routines_to_change", "who_tells_staff",
    # documents and what is asked and recommended
    "title", "text", "caption", "label", "items", "bars", "speaker", "summary", "agency", "lab",
    "engagement", "version", "date", "author", "approver", "journal_number", "detail",
    # workshops, lists of people, searches
    "equipment", "steps", "header", "rows", "above", "sheet", "sheets", "venue", "room", "q",
    "address",
})  # fmt: skip
OURS = {
    "activity.fields": "names of fields",
    "deliverable.questions": "keys of questions",
    "engagement.levels": "codes",
    "job.payload": "ids",
    "letter.links": "links as they were made",
    "management_sheet.code_points": "numbers",
    "people_import.mapping": "numbers of columns",
    "people_import.numbers": "numbers of rows",
    "people_import_change.before": "what an undo puts back, never shown",
    "person.languages": "codes",
    "search_text.translations": "made from other texts for the search",
    "theme_change.after": "ids and moments",
    "theme_change.before": "ids and moments",
}
NEVER_SHOWN = {
    "experiment_result.guardrail_results": "the plan's names are shown",
    "experiment_result.subgroup_results": "the plan's names are shown",
    "invitation.sent": "compared with what holds now",
    "saved_search.wish": "becomes the address of the search",
}
MATERIALS = [{"name": "Kort", "quantity": 3}]


def planted(value: Any, payload: str, key: str = "") -> Any:
    """A JSON value with the payload for every text that people write; keys and codes stay."""
    if isinstance(value, dict):
        return {name: planted(held, payload, name) for name, held in value.items()}
    if isinstance(value, list):
        return [planted(held, payload, key) for held in value]
    return payload if isinstance(value, str) and key in WORDS else value


def fill(world: World) -> None:
    """Let every JSON column hold something, every kind of piece of a document included."""
    results = {"subgroup_results": [{"name": "People over 75", "value": 30.0, "n": 40}]}
    guards = {"guardrail_results": [{"metric": "Complaints", "value": 2.0}]}
    make_result(world.once(experiment), **results, **guards)
    world.room.equipment = ["Tavle"]
    world.people_import.reading = {"above": [[1, "Deltagere"]], "sheets": ["Ark"], "sheet": "Ark"}
    world.block.materials = MATERIALS
    for text in world.method.texts:
        text.materials = MATERIALS
    section = world.once(a_draft).sections[0]
    for n, piece in enumerate(PIECES):
        held = content_to_json(piece)
        offered = {"edited": held, "offered": content_to_json(PIECES[n - 1])} if n % 2 else {}
        block = DeliverableBlock(key=f"planted-{n}", position=90 + n, composed=held, **offered)
        section.blocks.append(block)
    world.once(a_comment).reviewer.round.document = document_to_json(document())
    db.session.commit()


def is_json(column: Column[Any]) -> bool:
    """Whether a column holds JSON, as it is or with its keys filled in."""
    return isinstance(getattr(column.type, "impl_instance", column.type), JSON)


def json_columns() -> set[str]:
    """The names of all columns that hold JSON."""
    return {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if is_json(column)
    }


def plant_json(payload: str) -> set[str]:
    """Write the payload into every JSON column, its name behind it; the columns that took it."""
    took = set()
    for table in tables():
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            wanted = is_json(column) and name not in OURS
            if wanted and _plant_column(table, column.name, f"{payload} in {name}"):
                took.add(name)
    db.session.commit()
    return took


def _plant_column(table: Table, name: str, payload: str) -> bool:
    """Whether a text stood in the column; all its rows are written anew."""
    keys = list(table.primary_key)
    changed = False
    for row in db.session.execute(select(table)).mappings().all():
        after = planted(row[name], payload, name)
        changed |= after != row[name]
        same = [key == row[key.name] for key in keys]
        db.session.execute(update(table).where(*same).values({name: after}))
    return changed


def plant_version(world: World, payload: str) -> list[str]:
    """Issue a version whose frozen document holds the payload; the addresses that show it."""
    said = planted(document_to_json(document()), f"{payload} in deliverable_version.document")
    frozen = canonical(document_from_json(said))
    words = dict.fromkeys(("title", "short_description", "written_by", "approved_by"), payload)
    version = make_version(world.once(a_draft), 3, document=frozen, **words)
    save(Recommendation(version_id=version.id, number=1, key="m", kind="module", text=payload))
    return [f"/versions/{version.public_id}{page}" for page in ("", "/compare")]
