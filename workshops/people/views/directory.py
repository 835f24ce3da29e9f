"""The list of people: search, filters, sorting, pages and export."""

from flask import Response, render_template

from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.people import permissions, queries
from workshops.people.forms.words import LEVELS
from workshops.people.models import Level, Person
from workshops.people.queries import organisations as organisation_queries
from workshops.people.queries import taxonomy
from workshops.people.views.blueprint import bp
from workshops.people.views.exporting import export_labels, export_rows
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.downloads import download
from workshops.web.language import language
from workshops.web.pages import paginate, sorting


@bp.get("/people")
@needs("R", "person")
def index() -> str:
    """Everybody in the directory, narrowed by what the address asks for."""
    actor, wanted, lang = current_actor(), wanted_people(), language()
    order, column = sorting(queries.sort_columns(lang), "name")
    query = queries.directory(actor, wanted).order_by(column, Person.name_sort, Person.id)
    return render_template(
        "people/index.html",
        page=paginate(query.options(*queries.IN_LISTS)),
        wanted=wanted,
        sorting=order,
        levels={level: str(word) for level, word in LEVELS.items()},
        organisations=queries.organisation_choices(),
        disciplines=queries.discipline_choices(lang),
        skills=taxonomy.skill_choices(lang),
        may=permissions,
        actor=actor,
        language=lang,
    )


@bp.get("/people/export.xlsx")
@needs("X", "person")
def export_xlsx() -> Response:
    """The people that the list shows now, as a workbook."""
    header, rows = _exported()
    return download(write_xlsx("people", header, rows), "people.xlsx", XLSX_TYPE)


@bp.get("/people/export.csv")
@needs("X", "person")
def export_csv() -> Response:
    """The people that the list shows now, as Danish Excel opens them."""
    header, rows = _exported()
    return download(write_csv(header, rows), "people.csv", CSV_TYPE)


def wanted_people() -> queries.PersonFilter:
    """What the address narrows the list to; what cannot be read is left out."""
    level = asked("level")
    return queries.PersonFilter(
        text=asked("q"),
        organisation=organisation_queries.find_organisation(asked("organisation")),
        level=Level(level) if level in [known.value for known in Level] else None,
        discipline=taxonomy.find_discipline(asked("discipline")),
        skill=taxonomy.find_skill(asked("skill")),
    )


def _exported() -> tuple[list[str], list[list[str]]]:
    actor = current_actor()
    if not permissions.can_export_people(actor):
        raise NotAllowed(N_("You may not export people."))
    _, column = sorting(queries.sort_columns(language()), "name")
    query = queries.directory(actor, wanted_people()).order_by(column, Person.name_sort, Person.id)
    return export_labels(), export_rows(query, language())
