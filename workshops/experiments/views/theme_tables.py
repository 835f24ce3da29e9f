"""Themes and the expectation map as tables that can be taken away."""

from collections.abc import Iterable, Mapping

from flask import Response
from flask_babel import gettext as _

from workshops.expectations.models import Theme
from workshops.expectations.queries.themes import Figures, GroupVotes
from workshops.experiments.queries.answered import Answer
from workshops.tables.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from workshops.web.downloads import download

Table = tuple[list[str], list[list[str]]]


def themes_table(
    themes: Iterable[Theme], figures: Mapping[int, Figures], answers: Mapping[int, Answer]
) -> Table:
    """One row a theme: where it belongs, what bears it, how it stands and what answers it."""
    header = [
        _("Stage of the service"),
        _("Touchpoint"),
        _("Expectation"),
        _("Description"),
        _("How strongly it is held"),
        _("Notes"),
        _("Speakers"),
        _("Votes"),
        _("Support"),
        _("Standing"),
        _("Groups that want it"),
        _("What citizens meet today"),
        _("What is wanting"),
        _("Answer"),
        _("Concepts"),
        _("Experiments"),
    ]
    return header, [_row(theme, figures[theme.id], answers[theme.id]) for theme in themes]


def _row(theme: Theme, figures: Figures, answer: Answer) -> list[str]:
    return [
        theme.stage,
        theme.touchpoint,
        theme.statement,
        theme.description,
        _(theme.strength.label),
        str(figures.notes),
        str(figures.speakers),
        str(figures.votes.votes),
        f"{figures.votes.percent} %" if figures.votes.votes else "",
        _(figures.standing.label),
        "; ".join(wanting(group) for group in figures.favouring),
        theme.present_service,
        theme.gap,
        _(answer.state.label),
        "; ".join(concept.name for concept in answer.concepts),
        "; ".join(experiment.name for experiment in answer.experiments) or _("None"),
    ]


def wanting(group: GroupVotes) -> str:
    """A group and how much of it agrees: "Group A (80 %)"."""
    return f"{group.name} ({group.votes.percent} %)"


def table_file(name: str, ending: str, header: list[str], rows: list[list[str]]) -> Response:
    """A table as a file, by the ending it is asked for with."""
    if ending == "xlsx":
        return download(write_xlsx(name, header, rows), f"{name}.xlsx", XLSX_TYPE)
    return download(write_csv(header, rows), f"{name}.csv", CSV_TYPE)
